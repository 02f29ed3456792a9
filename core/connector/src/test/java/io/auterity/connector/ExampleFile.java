package io.auterity.connector;

import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kind of two operations, whose files tests write as they need them. */
public final class ExampleFile {

  private ExampleFile() {}

  /** What a test asks a vendor for. */
  @Kind("thing")
  public interface Things {

    @Operation(resource = "thing", verb = "put", summary = "Put", effect = Effect.NON_IDEMPOTENT)
    default Thing put(NewThing input, Call call) {
      throw call.unsupported();
    }

    @Operation(resource = "thing", verb = "list", summary = "List", effect = Effect.NONE)
    default Page<Thing> list(ThingQuery input, Call call) {
      throw call.unsupported();
    }
  }

  /** Input of {@code thing.thing.put}. */
  public record NewThing(
      String name,
      @Nullable String note,
      @Nullable List<String> tags,
      @Nullable Ref box,
      Change<String> text,
      Json.@Nullable Obj extra) {

    static NewThing named(String name) {
      return new NewThing(name, null, null, null, Change.keep(), null);
    }
  }

  /** Input of {@code thing.thing.list}. */
  public record ThingQuery(
      @Nullable String name, @Nullable Cursor cursor, @Nullable Integer limit) {}

  /** A thing. */
  public record Thing(Ref ref, String name, @Nullable String note) {}

  /** A file whose operation {@code put} is these lines; more goes to the top level. */
  public static String putting(String operation, String more) {
    return """
    plugin: example
    format: 1
    version: 1.0.0
    summary: Things
    config: {url: {type: string}, team: {type: string, default: red}}
    servers: {api: {url: "${config.url}/api"}}
    graphql: /graphql
    auth: [{kind: bearer}]
    check: {request: GET /me}
    %s
    connectors:
      example:
        kind: thing
        operations:
          thing.put:
    %s
    """
        .formatted(more.stripTrailing(), operation.indent(8).stripTrailing());
  }

  /** A file whose operation {@code list} is these lines, in pages of that dialect. */
  static String listing(String operation, String paging) {
    return putting("", "paging:\n  pages: " + paging)
        .replace("      thing.put:\n", "      thing.list:\n" + operation.indent(8));
  }
}
