from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0011_accounts"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="ending",
            name="customer",
        ),
    ]
