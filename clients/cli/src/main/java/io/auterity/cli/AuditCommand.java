package io.auterity.cli;

import io.auterity.cli.api.PageWalk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads the audit log of the tenant. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "Reads the tenant's audit log: ./auterity audit list",
    subcommands = AuditCommand.Lines.class)
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
      PageWalk.each(
          connection.client(),
          "/api/v1/audit?limit=500",
          line -> System.out.println(line.toString()));
      return 0;
    }
  }
}
