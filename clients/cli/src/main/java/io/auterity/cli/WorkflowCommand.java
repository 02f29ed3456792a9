package io.auterity.cli;

import picocli.CommandLine.Command;

/** What is done with workflows besides applying and running them. */
@Command(
    name = "workflow",
    description =
        "Test cases of workflows: ./auterity workflow cases run|list|save|record|show|delete",
    subcommands = WorkflowCommand.Cases.class)
final class WorkflowCommand extends CommandGroup {

  WorkflowCommand() {
    super("workflow cases");
  }

  /** Test cases. */
  @Command(
      name = "cases",
      description = {
        "Test cases of a workflow, which run in memory.",
        "A case is an input, pins in place of what steps do outside, and the end that is",
        "expected. Nothing is called."
      },
      subcommands = {
        WorkflowCaseCommands.Run.class,
        WorkflowCaseCommands.Names.class,
        WorkflowCaseCommands.Save.class,
        WorkflowCaseCommands.RecordRun.class,
        WorkflowCaseCommands.Show.class,
        WorkflowCaseCommands.Delete.class
      })
  static final class Cases extends CommandGroup {

    Cases() {
      super("workflow cases run, list, save, record, show or delete");
    }
  }
}
