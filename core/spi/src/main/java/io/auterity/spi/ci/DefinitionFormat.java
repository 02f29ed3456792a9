package io.auterity.spi.ci;

/** The format of a pipeline definition at a build server. */
public enum DefinitionFormat {
  GITHUB_ACTIONS,
  GITEA_ACTIONS,
  WOODPECKER,
  JENKINS_DECLARATIVE,
  JENKINS_SCRIPTED
}
