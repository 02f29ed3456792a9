package io.auterity.spi.ci;

/** How a build server writes what a pipeline does. */
public enum DefinitionFormat {
  GITHUB_ACTIONS,
  GITEA_ACTIONS,
  WOODPECKER,
  JENKINS_DECLARATIVE,
  JENKINS_SCRIPTED
}
