package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A kind for tests: a text, and a name of another resource that it may need. */
final class NotebookKind implements ResourceKind {

  private final String name;
  private final int order;
  private final List<String> told;
  private final Runnable checking;

  NotebookKind(String name, int order, List<String> told) {
    this(name, order, told, () -> {});
  }

  /** One that does something at each check. */
  NotebookKind(String name, int order, List<String> told, Runnable checking) {
    this.name = name;
    this.order = order;
    this.told = told;
    this.checking = checking;
  }

  static List<NotebookKind> pair(List<String> told) {
    return new ArrayList<>(
        List.of(new NotebookKind("page", 20, told), new NotebookKind("shelf", 10, told)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public Json.Obj schema() {
    return new JsonReader(1_000)
        .readObject(
            """
            {"type": "object", "required": ["text"], "additionalProperties": false,
             "properties": {"text": {"type": "string"}, "shelf": {"type": "string"},
                            "secret": {"type": "string"}}}
            """
                .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    checking.run();
    String shelf = spec.text("shelf");
    return shelf == null || others.get("shelf", shelf).isPresent()
        ? List.of()
        : List.of(new Problem("shelf", "there is no shelf '%s'".formatted(shelf), "add it"));
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    String secret = spec.text("secret");
    return secret == null ? Set.of() : Set.of(secret);
  }

  @Override
  public void storing(Transaction tx, TenantScope scope, Resource resource) {
    if ("taken".equals(resource.spec().text("text"))) {
      throw new CallFailedException(FailureCode.CONFLICT, resource.id() + " is taken");
    }
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    String text = Objects.requireNonNull(resource.spec().text("text"));
    told.add("%s %s v%d: %s".formatted(name, resource.id(), resource.version(), text));
  }

  @Override
  public void appliedAgain(TenantScope scope, Resource resource) {
    told.add("%s %s v%d again".formatted(name, resource.id(), resource.version()));
  }

  @Override
  public void removed(TenantScope scope, String id) {
    told.add("%s %s removed".formatted(name, id));
  }
}
