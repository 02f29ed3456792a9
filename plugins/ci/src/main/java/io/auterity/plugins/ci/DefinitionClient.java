package io.auterity.plugins.ci;

import io.auterity.spi.Call;
import io.auterity.spi.ci.BuildDefinition;
import io.auterity.spi.ci.BuildDefinition.DefinitionFile;
import io.auterity.spi.ci.BuildDefinition.ServerSetting;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.DefinitionFormat;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.toolkit.Cancelled;
import java.util.List;

/** Writes definitions; the same input gives the same text. */
final class DefinitionClient implements Ci {

  @Override
  public BuildDefinition renderDefinition(NewDefinition definition, Call call) {
    Cancelled.check(call);
    DefinitionRules.check(definition);
    WrittenText written = new WrittenText(call);
    List<DefinitionFile> files =
        switch (definition.format()) {
          case GITHUB_ACTIONS ->
              new ActionsWorkflow(definition, ".github/workflows/", written).files();
          case GITEA_ACTIONS ->
              new ActionsWorkflow(definition, ".gitea/workflows/", written).files();
          case WOODPECKER ->
              new WoodpeckerWorkflows(definition, written, new WrittenText(call)).files();
          case JENKINS_DECLARATIVE -> new DeclarativeJenkinsfile(definition, written).files();
          case JENKINS_SCRIPTED -> new ScriptedJenkinsfile(definition, written).files();
        };
    return new BuildDefinition(files, settings(definition));
  }

  private static List<ServerSetting> settings(NewDefinition definition) {
    String schedule = Definitions.triggers(definition).schedule();
    return schedule == null || definition.format() != DefinitionFormat.WOODPECKER
        ? List.of()
        : List.of(new ServerSetting("cron", schedule));
  }
}
