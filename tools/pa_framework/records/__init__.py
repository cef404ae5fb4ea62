"""From YAML files to typed records: reading, schemas, kinds of record, structs, references, meaning of fields."""
