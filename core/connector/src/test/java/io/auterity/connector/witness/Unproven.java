package io.auterity.connector.witness;

import io.auterity.connector.VendorFiles;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.provider.plugin.OperationEvidence;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.Support;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The operations of the product's files of which nothing is proven, and why. */
record Unproven(ShippedEvidence evidence, Map<String, String> digests) {

  private static final String NOTHING =
      "there is no server, emulator, recording or description of it here";
  private static final String BITBUCKET =
      "the description has no pages, filters or forms for these and no fields of what is built, and"
          + " no example was read";
  private static final String FORGEJO =
      "asked of Gitea, from which the file takes them; no Forgejo was run here";
  private static final String GITLAB =
      "the two descriptions here are partial and lack these or their pages, and no example was"
          + " read";

  /** By connector. */
  static final SortedMap<String, String> WHY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "asana",
                  "the description says in words alone that null takes a task's parent away, and"
                      + " does not list all that a portfolio's projects have"),
              Map.entry("bitbucket", BITBUCKET),
              Map.entry("bitbucket-issues", BITBUCKET),
              Map.entry("bitbucket-pipelines", BITBUCKET),
              Map.entry("bookstack", "it has no description, and no example of a reply to these"),
              Map.entry("confluence", "they use the API before v2, whose description is not here"),
              Map.entry(
                  "docker-hub",
                  "they use Docker Hub's own API, of which there is no server or description here;"
                      + " the others were asked of the reference registry, not of Docker Hub"),
              Map.entry("forgejo", FORGEJO),
              Map.entry("forgejo-issues", FORGEJO),
              Map.entry(
                  "github-actions",
                  "their value is sealed by a class beside the file, which these tests leave out"),
              Map.entry(
                  "github-issues",
                  "the description says in words alone that null takes a milestone away"),
              Map.entry("gitlab", GITLAB),
              Map.entry("gitlab-ci", GITLAB),
              Map.entry("gitlab-issues", GITLAB),
              Map.entry("jenkins", NOTHING),
              Map.entry("jira", "to the description a field that is asked for has no name"),
              Map.entry("make", NOTHING),
              Map.entry("microsoft-mail", NOTHING),
              Map.entry("monday", NOTHING),
              Map.entry("plane", NOTHING),
              Map.entry("teams", NOTHING),
              Map.entry("telegram", NOTHING),
              Map.entry("zapier", NOTHING)));

  /** By connector that has any. */
  SortedMap<String, List<String>> operations() {
    SortedMap<String, List<String>> all = new TreeMap<>();
    VendorFiles.all()
        .map(ConnectorFile::id)
        .flatMap(id -> VendorFiles.plugin(id).manifest().connectors().stream())
        .forEach(
            connector -> {
              List<String> unproven =
                  connector.support().entrySet().stream()
                      .filter(each -> each.getValue().support() != Support.NONE)
                      .map(Map.Entry::getKey)
                      .filter(operation -> unproven(connector, operation))
                      .sorted()
                      .toList();
              if (!unproven.isEmpty()) {
                all.put(connector.id(), unproven);
              }
            });
    return all;
  }

  private boolean unproven(ConnectorManifest connector, String operation) {
    String digest = digests.getOrDefault(connector.id(), "");
    OperationEvidence counts = evidence.of(connector.id(), operation, digest);
    return counts.unproven();
  }

  /** A line for each connector. */
  String rows(String head) {
    return operations().entrySet().stream()
        .map(
            each ->
                "| `%s` | %s | %s |"
                    .formatted(
                        each.getKey(),
                        WHY.getOrDefault(each.getKey(), ""),
                        String.join(", ", each.getValue())))
        .collect(Collectors.joining("\n", head, "\n"));
  }
}
