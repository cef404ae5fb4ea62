"""The commands of pa-framework, one file each. Only this folder imports click; errors become exit codes here."""
