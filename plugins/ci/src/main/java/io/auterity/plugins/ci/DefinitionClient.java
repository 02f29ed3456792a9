package io.auterity.plugins.ci;

import io.auterity.spi.Call;
import io.auterity.spi.ci.BuildDefinition;
import io.auterity.spi.ci.Ci;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.toolkit.Cancelled;

/** Writes definitions; the same input gives the same text. */
final class DefinitionClient implements Ci {

  @Override
  public BuildDefinition renderDefinition(NewDefinition definition, Call call) {
    Cancelled.check(call);
    DefinitionRules.check(definition);
    return new BuildDefinition(
        switch (definition.format()) {
          case GITHUB_ACTIONS -> new ActionsWorkflow(definition, ".github/workflows/").files();
          case GITEA_ACTIONS -> new ActionsWorkflow(definition, ".gitea/workflows/").files();
          case WOODPECKER -> new WoodpeckerWorkflows(definition).files();
          case JENKINS_DECLARATIVE -> new DeclarativeJenkinsfile(definition).files();
          case JENKINS_SCRIPTED -> new ScriptedJenkinsfile(definition).files();
        });
  }
}
