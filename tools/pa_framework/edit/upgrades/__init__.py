"""The steps of an upgrade, one in each module: from the form of an earlier edition to the present one."""
