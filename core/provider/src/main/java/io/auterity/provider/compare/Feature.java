package io.auterity.provider.compare;

import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A thing by which people compare vendors, and the operations that make it up. How far a connector
 * has it follows from what its manifest says of these, so no manifest claims it.
 *
 * <p>Some are not of the kind itself: the connectors that come in one plugin belong to one vendor,
 * so issues of a git host are its tracker's, and what no kind has is an extension. What no
 * operation shows is no feature here: what a vendor costs, how its pages look, or what files that
 * only it reads may hold.
 *
 * @param kind of the connectors that are compared by it
 * @param operations {@code kind.resource.verb}, or {@code *.resource.verb} of an extension; of
 *     several with {@code |} between any one will do
 */
public record Feature(String kind, String name, List<String> operations) {

  private static final String EXTENSION = "*";
  private static final String OR = "\\|";

  /** In the order in which they are shown. */
  private static final List<Feature> ALL =
      List.of(
          made("git", "repositories", "git.repository", "create get list update delete fork"),
          made("git", "organizations", "*.organization", "create list delete"),
          made("git", "pull requests", "git.pull_request", "create get list update merge"),
          made("git", "issues", "tracker.issue", "create get list update"),
          made("git", "wiki", "*.wiki_page", "create get list update delete"),
          new Feature(
              "git",
              "builds",
              List.of("ci.pipeline.trigger", "ci.build.get", "ci.build.list", "ci.log.stream")),
          made("git", "packages", "*.package", "list delete"),
          made("git", "pages", "*.pages", "enable get disable"),
          made("git", "boards", "*.board", "list add"),
          made("git", "code review", "git.review", "create list"),
          made("git", "branch protection", "git.branch", "protect unprotect"),
          made("git", "webhooks", "git.webhook", "create list update delete"),
          new Feature(
              "ci",
              "runners",
              List.of("*.runner.list|*.agent.list", "*.runner.label", "*.runner.delete")),
          made("ci", "artifacts", "ci.artifact", "list get"),
          made("ci", "logs", "ci.log", "stream"),
          made("ci", "secrets", "ci.secret", "create list update delete"),
          made("ci", "environments", "ci.environment", "create list update delete"),
          made("ci", "caches", "*.cache", "list delete"),
          new Feature(
              "ci",
              "schedules",
              List.of(
                  "*.cron.create|*.schedule.create",
                  "*.cron.list|*.schedule.list",
                  "*.cron.delete|*.schedule.delete")),
          new Feature(
              "ci",
              "manual approval",
              List.of(
                  "ci.build.approve|*.job.play|*.deployment.judge",
                  "ci.build.decline|*.deployment.judge")),
          made("knowledge", "markdown", "knowledge.page", "create get update"),
          made("knowledge", "templates", "*.template", "list"),
          made("knowledge", "databases", "*.database", "create get query update"),
          new Feature(
              "knowledge",
              "permissions",
              List.of(
                  "knowledge.share.list|*.permission.get|*.permission.list",
                  "knowledge.share.create|*.permission.set",
                  "knowledge.share.delete|*.permission.set")),
          made("knowledge", "search", "knowledge.content", "search"),
          made("knowledge", "attachments", "knowledge.attachment", "upload get list delete"),
          made("knowledge", "versions", "knowledge.revision", "list get"),
          made("knowledge", "export", "knowledge.content", "export"),
          made("knowledge", "diagrams", "*.diagram", "create"));

  /**
   * How far a connector has a feature.
   *
   * @param support full where it has each of its operations without limits, none where it has none
   * @param has how many it has
   * @param limited how many of these with limits
   * @param of how many there are
   */
  public record Coverage(Support support, int has, int limited, int of) {}

  public Feature {
    operations = List.copyOf(operations);
  }

  private static Feature made(String kind, String name, String resource, String verbs) {
    return new Feature(
        kind,
        name,
        Arrays.stream(verbs.split(" ", -1)).map(verb -> resource + "." + verb).toList());
  }

  /** Those of a kind, in the order in which they are shown; none of a kind that has no list. */
  public static List<Feature> of(String kind) {
    return ALL.stream().filter(feature -> feature.kind.equals(kind)).toList();
  }

  /**
   * How far a connector has it.
   *
   * @param beside the connectors of its plugin, with or without itself
   */
  public Coverage coverage(ConnectorManifest connector, Collection<ConnectorManifest> beside) {
    Map<String, Support> told = told(connector, beside);
    List<Support> found = operations.stream().map(each -> best(each, told)).toList();
    int has = count(found, Support.FULL) + count(found, Support.EMULATED);
    int limited = count(found, Support.PARTIAL);
    return new Coverage(
        has == operations.size()
            ? Support.FULL
            : has + limited == 0 ? Support.NONE : Support.PARTIAL,
        has + limited,
        limited,
        operations.size());
  }

  private static int count(List<Support> found, Support wanted) {
    return (int) found.stream().filter(wanted::equals).count();
  }

  private static Support best(String operation, Map<String, Support> told) {
    List<Support> any =
        Arrays.stream(operation.split(OR, -1))
            .map(each -> told.getOrDefault(each, Support.NONE))
            .toList();
    return Stream.of(Support.FULL, Support.EMULATED, Support.PARTIAL)
        .filter(any::contains)
        .findFirst()
        .orElse(Support.NONE);
  }

  /** Of another connector of its own kind it has nothing. */
  private static Map<String, Support> told(
      ConnectorManifest own, Collection<ConnectorManifest> beside) {
    Map<String, Support> told = new HashMap<>();
    Stream.concat(Stream.of(own), beside.stream().filter(other -> !other.kind().equals(own.kind())))
        .forEach(
            each -> each.support().forEach((name, support) -> tell(told, each, name, support)));
    return told;
  }

  private static void tell(
      Map<String, Support> told, ConnectorManifest of, String name, OperationSupport support) {
    String extension = of.id() + ".";
    told.putIfAbsent(
        name.startsWith(extension)
            ? EXTENSION + name.substring(extension.length() - 1)
            : of.kind() + "." + name,
        support.support());
  }
}
