package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads the audit log of the tenant, or that of the installation. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the tenant's audit log: ./auterity audit list",
      "With the operator's key what concerns all tenants: ./auterity audit installation"
    },
    subcommands = {AuditCommand.Lines.class, AuditCommand.OfInstallation.class})
final class AuditCommand {

  private AuditCommand() {}

  /** Prints it. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Prints the audit log, oldest entry first, one JSON object on each line.")
  static final class Lines implements Callable<Integer> {

    @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

    @Override
    public Integer call() {
      return print(connection.client(), "/api/v1/audit");
    }
  }

  /** Prints what the operator did that concerns all tenants. */
  @Command(
      name = "installation",
      mixinStandardHelpOptions = true,
      description = {
        "Prints what the operator did that concerns all tenants, oldest entry first,",
        "one JSON object on each line."
      })
  static final class OfInstallation implements Callable<Integer> {

    @Mixin private final Connection.OfOperator connection = new Connection.OfOperator();

    @Override
    public Integer call() {
      return print(connection.client(), "/api/v1/audit/installation");
    }
  }

  private static int print(ApiClient api, String log) {
    PageWalk.each(api, log + "?limit=500", line -> System.out.println(line.toString()));
    return 0;
  }
}
