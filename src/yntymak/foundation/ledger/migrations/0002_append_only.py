"""The database itself refuses to change or delete an event.

On SQLite only changes are refused: its test runner empties tables by DELETE, and a deleted event
breaks the chain, which `yntymak ledger verify` names.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION ledger_event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger events are never changed or deleted';
END $$;
CREATE TRIGGER ledger_event_is_final BEFORE UPDATE OR DELETE ON ledger_event
  FOR EACH ROW EXECUTE FUNCTION ledger_event_is_final();
"""
SQLITE = """
CREATE TRIGGER ledger_event_is_final BEFORE UPDATE ON ledger_event
BEGIN
  SELECT RAISE(ABORT, 'ledger events are never changed');
END;
"""


def add_trigger(apps, schema_editor):
    connection = schema_editor.connection
    sql = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    with connection.cursor() as cursor:
        cursor.execute(sql)


def drop_trigger(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER ledger_event_is_final ON ledger_event")
            cursor.execute("DROP FUNCTION ledger_event_is_final()")
        else:
            cursor.execute("DROP TRIGGER ledger_event_is_final")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(add_trigger, drop_trigger)]
