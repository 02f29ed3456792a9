package io.auterity.server.probe;

import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.ProviderInfo;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the test of a draft calls reads, and their inputs. First come those that need
 * nothing, then those that need a thing which an earlier one has found, and of each resource one
 * before another. Nothing that costs, streams, computes for long or changes anything is ever among
 * them.
 */
final class ReadOrder {

  private static final String LIMIT = "limit";

  private final List<Capability> open;
  private final List<String> writes;
  private final Set<String> things;
  private final Map<String, Json> found = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final int most;
  private int called;

  /**
   * Those of a provider, out of all capabilities.
   *
   * @param most that are called
   */
  ReadOrder(ProviderInfo provider, Collection<Capability> capabilities, int most) {
    this.most = most;
    List<Capability> own =
        capabilities.stream()
            .filter(each -> each.kind().equals(provider.kind()) && each.extension() == null)
            .filter(each -> supports(provider, each))
            .toList();
    List<Capability> reads =
        own.stream()
            .filter(ReadOrder::harmless)
            .filter(each -> !provider.withheld().contains(each.operation()))
            .toList();
    this.things = reads.stream().map(Capability::resource).collect(Collectors.toSet());
    this.open =
        new ArrayList<>(
            reads.stream()
                .sorted(
                    Comparator.comparingInt((Capability each) -> required(each).size())
                        .thenComparingInt(each -> optional(each).size())
                        .thenComparing(each -> !each.verb().equals("list")))
                .toList());
    this.writes =
        own.stream()
            .filter(each -> each.effect() != Effect.NONE)
            .map(Capability::operation)
            .toList();
  }

  /**
   * A call.
   *
   * @param input the least that the operation takes
   */
  record Read(Capability capability, Json.Obj input) {}

  /**
   * Some that were not called.
   *
   * @param what they are
   */
  record Unread(String what, String why, List<String> operations) {}

  /** What is called next; null when nothing more can be, or enough was. */
  @Nullable Read next() {
    List<Capability> able = called < most ? open.stream().filter(this::able).toList() : List.of();
    Capability next =
        able.stream()
            .filter(each -> !seen.contains(each.resource()))
            .findFirst()
            .or(() -> able.stream().findFirst())
            .orElse(null);
    if (next == null) {
      return null;
    }
    called++;
    seen.add(next.resource());
    open.remove(next);
    return new Read(next, input(next));
  }

  private boolean able(Capability read) {
    return found.keySet().containsAll(required(read));
  }

  /** Takes in what a read has answered: the first thing of a list is used for others. */
  void answered(Capability read, Json output) {
    Json first =
        output instanceof Json.Obj page
                && page.get("items") instanceof Json.Arr(List<Json> items)
                && !items.isEmpty()
            ? items.getFirst()
            : output;
    Json reference = first instanceof Json.Obj thing ? thing.get("ref") : null;
    if (reference != null) {
      found.putIfAbsent(read.resource(), reference);
    }
  }

  /**
   * Reads that were not called, and why, apart by that.
   *
   * @param agreed whether a person has to agree first, so that none could be
   */
  List<Unread> unread(boolean agreed) {
    List<Unread> all =
        agreed
            ? List.of(unread("reads", "a user agrees at the vendor first", each -> true))
            : List.of(
                unread(
                    "further reads", "a test calls %d reads at most".formatted(most), this::able),
                unread(
                    "other reads",
                    "need something that no read before them has found",
                    each -> !able(each)));
    return all.stream().filter(each -> !each.operations().isEmpty()).toList();
  }

  private Unread unread(String what, String why, Predicate<Capability> which) {
    return new Unread(what, why, open.stream().filter(which).map(Capability::operation).toList());
  }

  /** What is never called. */
  List<String> writes() {
    return writes;
  }

  private Json.Obj input(Capability read) {
    Json.Obj input = Json.EMPTY;
    for (String field : required(read)) {
      input = input.with(field, found.getOrDefault(field, Json.NULL));
    }
    for (String field : optional(read)) {
      Json known = found.get(field);
      input = known == null ? input : input.with(field, known);
    }
    return fields(read).contains(LIMIT) ? input.with(LIMIT, Json.of(1)) : input;
  }

  /** What it may be asked about, and another read may find. */
  private List<String> optional(Capability read) {
    List<String> required = required(read);
    return fields(read).stream()
        .filter(field -> things.contains(field) && !field.equals(read.resource()))
        .filter(field -> !required.contains(field))
        .toList();
  }

  private static Set<String> fields(Capability read) {
    return read.inputSchema().get("properties") instanceof Json.Obj fields
        ? fields.fields().keySet()
        : Set.of();
  }

  /** What it needs: the fields that its schema requires, and to get one thing that thing. */
  private static List<String> required(Capability read) {
    Set<String> needed = new LinkedHashSet<>();
    if (read.inputSchema().get("required") instanceof Json.Arr(List<Json> names)) {
      names.forEach(name -> needed.add(((Json.Str) name).value()));
    }
    if (read.verb().equals("get") && fields(read).contains(read.resource())) {
      needed.add(read.resource());
    }
    return List.copyOf(needed);
  }

  private static boolean supports(ProviderInfo provider, Capability capability) {
    OperationSupport support = provider.support().get(capability.operation());
    return support != null && support.support() != Support.NONE;
  }

  private static boolean harmless(Capability capability) {
    return capability.effect() == Effect.NONE
        && !capability.stream()
        && !capability.metered()
        && !capability.heavy();
  }
}
