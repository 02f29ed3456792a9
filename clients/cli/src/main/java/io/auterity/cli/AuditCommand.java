package io.auterity.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads the audit log of the tenant, or that of the installation. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the tenant's audit log: ./auterity audit list --since 7d --target 'route/*'",
      "With the operator's key what concerns all tenants: ./auterity audit installation"
    },
    subcommands = {AuditCommand.Lines.class, AuditCommand.OfInstallation.class})
final class AuditCommand {

  /** Prints it. */
  @Command(
      name = "list",
      description = {
        "Prints the audit log, or writes it to a file as CSV; only the entries that all filters",
        "admit."
      })
  static final class Lines extends RemoteCommand.OfTenant {

    @Mixin private final AuditExport export = new AuditExport();

    @Override
    public Integer call() {
      return export.write(client(), "/api/v1/audit");
    }
  }

  /** Prints what the operator did that concerns all tenants. */
  @Command(
      name = "installation",
      description = {
        "Prints what the operator did that concerns all tenants, or writes it to a file as CSV."
      })
  static final class OfInstallation extends RemoteCommand.OfOperator {

    @Mixin private final AuditExport export = new AuditExport();

    @Override
    public Integer call() {
      return export.write(client(), "/api/v1/audit/installation");
    }
  }
}
