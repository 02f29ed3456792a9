package io.auterity.cli;

import java.util.concurrent.Callable;
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

  private AuditCommand() {}

  /** Prints it. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the audit log, one JSON object on each line, or writes it to a",
        "file as CSV; only the entries that all filters admit."
      })
  static final class Lines implements Callable<Integer> {

    @Mixin private final AuditExport export = new AuditExport();

    @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

    @Override
    public Integer call() {
      return export.write(connection.client(), "/api/v1/audit");
    }
  }

  /** Prints what the operator did that concerns all tenants. */
  @Command(
      name = "installation",
      mixinStandardHelpOptions = true,
      description = {
        "Prints what the operator did that concerns all tenants,",
        "one JSON object on each line, or writes it to a file as CSV."
      })
  static final class OfInstallation implements Callable<Integer> {

    @Mixin private final AuditExport export = new AuditExport();

    @Mixin private final Connection.OfOperator connection = new Connection.OfOperator();

    @Override
    public Integer call() {
      return export.write(connection.client(), "/api/v1/audit/installation");
    }
  }
}
