package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request of an operation, and what becomes of its reply. */
final class StepPlan {

  private static final int USUAL_REPETITIONS = 20;
  private static final int USUAL_TRIES = 5;

  final String path;

  /** The name of what it keeps; empty for the only one. */
  final String id;

  final @Nullable Expression when;
  final @Nullable Expression each;
  final String as;
  final int most;
  final RequestPlan request;
  final Reply.Reads reads;
  final String server;
  final @Nullable String follow;
  final @Nullable Expression until;
  final int tries;

  /** Whether the call goes on when it fails; it keeps nothing then, and refuses what it would. */
  final boolean mayFail;

  final @Nullable Mapping keep;
  final List<RefusedCase> refusals;
  private final Set<Integer> accepts = new HashSet<>();

  /**
   * Whether a refusal of the vendor's, also one that comes with 200, is an answer; null when none
   * by its words is.
   */
  final @Nullable Expression acceptsWhen;

  StepPlan(Json.Obj said, String path, NameScope scope, ConnectorFile file) {
    this.path = path;
    this.id = Objects.requireNonNullElse(said.text("id"), "");
    this.when = scope.condition(said, path, "when");
    this.each = scope.expression(said, path, "each");
    this.as = Objects.requireNonNullElse(said.text("as"), "each");
    this.most = said.get("most") instanceof Json.Int(long value) ? (int) value : USUAL_REPETITIONS;
    if (each != null) {
      scope.checkNew(as, JsonPath.field(path, "as"));
    }
    NameScope inner = each == null ? scope : scope.with(as, Scalar.ANY);
    this.server = Objects.requireNonNullElse(said.text("server"), Servers.API);
    Servers servers = Servers.of(file);
    // Other secrets go as far as the credential, and no further.
    NameScope sent = servers.signed(server) ? inner : inner.withSecrets(null);
    this.request =
        new RequestPlan(said, path, sent, file.part("headers"), file.value().text("graphql"));
    String what = Objects.requireNonNullElse(said.text("reads"), "json");
    Reply.Reads wanted = Reply.Reads.valueOf(what.toUpperCase(Locale.ROOT));
    // Errors of GraphQL stand in the body, also where nothing else of it counts.
    boolean errors = request.graphql() && wanted == Reply.Reads.NONE;
    this.reads = errors ? Reply.Reads.JSON : wanted;
    if (request.graphql() && reads != Reply.Reads.JSON) {
      String rule = "reads a reply of GraphQL as %s, and not its errors".formatted(what);
      scope.problems().add(path, rule, "remove reads");
    }
    this.follow = said.text("follow");
    checkServers(servers, scope);
    NameScope reply = inner.withReply(reads);
    this.until = reply.condition(said, path, "until");
    this.acceptsWhen = reply.condition(said, path, "acceptsWhen");
    this.tries = said.get("tries") instanceof Json.Int(long value) ? (int) value : USUAL_TRIES;
    if (until != null && (request.writes() || each != null)) {
      scope.problems().add(path, "has until, but does more than read", "remove until");
    }
    this.mayFail = Json.of(true).equals(said.get("mayFail"));
    if (mayFail && (request.writes() || (each != null && said.get("refuse") != null))) {
      scope.problems().add(path, "may fail, but writes, or refuses for each", "remove mayFail");
    }
    Json kept = said.get("keep");
    this.keep = kept == null ? null : reply.mapping(JsonPath.field(path, "keep"), kept);
    NameScope after = id.isEmpty() ? scope : reply.with(id, Scalar.ANY);
    this.refusals = id.isEmpty() ? List.of() : RefusedCase.of(said, path, after);
    ConnectorFile.list(said, "accepts")
        .forEach(item -> accepts.add(item instanceof Json.Int(long value) ? (int) value : 0));
  }

  private void checkServers(Servers servers, NameScope scope) {
    checkServer("server", server, servers.addressed(), "has no address", scope);
    if (follow != null) {
      checkServer("follow", follow, servers.followed(), "gets the credential", scope);
      if (request.writes()) {
        scope.problems().add(path, "writes, and cannot be redirected", "remove follow");
      }
    }
  }

  private void checkServer(
      String field, String name, List<String> known, String otherwise, NameScope scope) {
    if (!known.contains(name)) {
      scope
          .problems()
          .add(
              JsonPath.field(path, field),
              "there is no server '%s', or it %s".formatted(name, otherwise),
              Nearest.fix(name, known));
    }
  }

  boolean accepts(int status) {
    return accepts.contains(status);
  }
}
