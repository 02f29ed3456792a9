package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.digest.Sha256;
import io.auterity.spi.Json;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The digests of a file's operations, by which two versions are compared without keeping the text
 * of either. A digest is of what an operation asks of its vendor and reads of the replies, with all
 * that operations share written out.
 */
final class OperationDigests {

  /** Those that are told as what they are; they change nothing of what is asked or read. */
  private static final List<String> FOR_PEOPLE = List.of("support", "note");

  /** What an operation takes over from the dialect of its pages stands in itself already. */
  private static final List<String> TAKEN_OVER = List.of("items", "truncated", "total");

  /** The table that an expression reads; without its name it may be any. */
  private static final Pattern TABLE =
      Pattern.compile("(?<![.\\w])(?:tables|back)\\b(?:\\.(\\w+)|\\[\\\\?[\"'](\\w+)\\\\?[\"']])?");

  /** Of the limits, what tells failures apart; the others only slow calls down. */
  private static final Set<String> OF_FAILURES =
      Set.of("exhausted", "reset", "resetAs", "per", "global");

  private final ConnectorFile file;
  private final FileParts parts;
  private final Json.Obj ofAll;

  OperationDigests(ConnectorFile file, FileParts parts) {
    this.file = file;
    this.parts = parts;
    this.ofAll =
        Json.EMPTY
            .with("headers", file.part("headers"))
            .with("errors", file.part("errors"))
            .with("limits", named(file.part("limits"), OF_FAILURES));
  }

  /**
   * The digest of an operation.
   *
   * @param plan by whose ids its input is taken apart; null for one that is carried out by a class
   */
  String of(Json.Obj said, @Nullable OperationPlan plan) {
    Set<String> refs = plan == null ? Set.of() : plan.input.refs();
    Json.Obj whole =
        ofAll
            .with("operation", writtenOut(said))
            .with("ids", named(file.part("ids"), refs))
            .with("servers", named(file.part("servers"), servers(said)));
    if (calls(said).stream().anyMatch(call -> call.get("graphql") != null)) {
      whole = whole.with("graphql", or(file.value().get("graphql"), Json.NULL));
    }
    Set<String> read = tables(whole.toString());
    whole =
        whole.with("tables", named(parts.tables(), read)).with("back", named(parts.back(), read));
    return HexFormat.of().formatHex(Sha256.of(sorted(whole).toString()));
  }

  private Json.Obj writtenOut(Json.Obj said) {
    Map<String, Json> made = new TreeMap<>(said.fields());
    FOR_PEOPLE.forEach(made::remove);
    made.computeIfPresent("page", (field, name) -> without(part("paging", name), TAKEN_OVER));
    made.computeIfPresent("result", (field, value) -> part("records", value));
    made.computeIfPresent("end", (field, value) -> part("records", value));
    made.computeIfPresent("let", (field, lets) -> lets(lets));
    return new Json.Obj(made);
  }

  private Json lets(Json lets) {
    Map<String, Json> made = new TreeMap<>(((Json.Obj) lets).fields());
    made.replaceAll((name, let) -> let(let));
    return new Json.Obj(made);
  }

  private Json let(Json said) {
    Json as = said instanceof Json.Obj let ? let.get("as") : null;
    return as == null ? said : ((Json.Obj) said).with("as", part("ids", as));
  }

  /** The part of the file that a text names; anything else as it is. */
  private Json part(String section, Json said) {
    return said instanceof Json.Str(String name) ? or(file.part(section).get(name), said) : said;
  }

  private static Json without(Json said, List<String> fields) {
    if (!(said instanceof Json.Obj object)) {
      return said;
    }
    Map<String, Json> rest = new TreeMap<>(object.fields());
    fields.forEach(rest::remove);
    return new Json.Obj(rest);
  }

  private static List<Json.Obj> calls(Json.Obj said) {
    List<Json.Obj> steps = ConnectorFile.objects(said, "steps");
    return steps.isEmpty() ? List.of(said) : steps;
  }

  private static Set<String> servers(Json.Obj said) {
    Set<String> names = new LinkedHashSet<>();
    for (Json.Obj call : calls(said)) {
      names.add(Objects.requireNonNullElse(call.text("server"), Servers.API));
      names.add(Objects.requireNonNullElse(call.text("follow"), Servers.API));
    }
    return names;
  }

  private Set<String> tables(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher read = TABLE.matcher(text);
    while (read.find()) {
      String name = read.group(1) == null ? read.group(2) : read.group(1);
      names.addAll(name == null ? parts.tables().fields().keySet() : Set.of(name));
    }
    return names;
  }

  private static Json.Obj named(Json.Obj all, Collection<String> names) {
    Map<String, Json> some = new TreeMap<>(all.fields());
    some.keySet().retainAll(names);
    return new Json.Obj(some);
  }

  /** The order of a file's names says nothing. */
  private static Json sorted(Json value) {
    return switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> made = new TreeMap<>(fields);
        made.replaceAll((name, field) -> sorted(field));
        yield new Json.Obj(made);
      }
      case Json.Arr(List<Json> items) ->
          new Json.Arr(items.stream().map(OperationDigests::sorted).toList());
      default -> value;
    };
  }

  private static Json or(@Nullable Json value, Json otherwise) {
    return value == null ? otherwise : value;
  }
}
