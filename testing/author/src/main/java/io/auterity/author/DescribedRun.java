package io.auterity.author;

import io.auterity.cli.TextTable;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.rehearsal.FileOperation;
import io.auterity.connector.rehearsal.Rehearsal;
import io.auterity.connector.rehearsal.Rehearsal.Rehearsed;
import io.auterity.connector.rehearsal.SampledInputs;
import io.auterity.connector.rehearsal.SampledInputs.Sampled;
import io.auterity.connector.rehearsal.ShownRequest;
import io.auterity.connector.rehearsal.SimulatedReply;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.files.VendorWitness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connector for inputs of all sorts, held against the vendor's descriptions.
 * Replies are those that the description has, so that what follows a first request is asked too;
 * nothing leaves.
 */
final class DescribedRun {

  private final List<VendorWitness> descriptions;
  private final Json.Obj config;
  private final List<List<String>> rows = new ArrayList<>();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private final Set<String> notes = new TreeSet<>();
  private @Nullable String graphql;
  private int valid;

  DescribedRun(List<VendorWitness> descriptions, Json.Obj config) {
    this.descriptions = List.copyOf(descriptions);
    this.config = config;
    rows.add(List.of("operation", "requests", "valid", "result"));
  }

  /** What was asked for one operation. */
  private static final class Asked {
    private int requests;
    private int valid;
    private boolean faulty;
    private boolean cut;
    private boolean graphql;
  }

  /** Asks for each operation of a connector, and prints whether all that was asked is valid. */
  boolean run(AuthoredFile file, String connector) {
    graphql = file.checked().file().value().text("graphql");
    SampledInputs inputs = new SampledInputs(file.checked().file(), name -> "1");
    FileOperation.of(file.checked(), connector)
        .forEach(
            each -> {
              Asked asked = new Asked();
              inputs.all(each.capability()).forEach(input -> ask(each, input, asked));
              tell(each.capability().operation(), asked);
            });
    print();
    return faults.isEmpty() && valid > 0;
  }

  private void ask(FileOperation tried, Sampled sampled, Asked asked) {
    FileOperation.Input input;
    try {
      input = tried.input(sampled.input(), AuthoredFile.BINDER);
    } catch (CallFailedException e) {
      return; // The kind refuses it whatever the file says.
    }
    Rehearsed first = rehearsed(tried, sampled.what(), input, asked);
    note(tried.capability().operation(), first, asked);
    Json next = first.results().isEmpty() ? null : first.results().getFirst().get("next");
    if (next instanceof Json.Str && sampled.what().equals(SampledInputs.LEAST)) {
      Json.Obj second = input.value().with("cursor", next);
      // A reply that is sampled names its own page as the next: how this ends says nothing.
      rehearsed(tried, "a second page", tried.input(second, AuthoredFile.BINDER), asked);
    }
  }

  private Rehearsed rehearsed(
      FileOperation tried, String what, FileOperation.Input input, Asked asked) {
    String operation = tried.capability().operation();
    return Rehearsal.of(
        tried,
        input,
        config,
        request -> reply(operation, what, request, asked),
        null,
        AuthoredFile.BINDER);
  }

  /** Where a call ended before its time, or else what it read in vain. */
  private void note(String operation, Rehearsed made, Asked asked) {
    Failure failure = made.failure();
    if (failure == null && !made.waits()) {
      made.absent().stream()
          .filter(each -> each.path().startsWith("records."))
          .map(each -> "line %d, %s".formatted(each.line(), each.path()))
          .forEach(
              each ->
                  notes.add(
                      "%s reads what no reply has that is described: %s"
                          .formatted(operation, each)));
    } else if (!made.requests().isEmpty() && !asked.faulty && !asked.graphql) {
      asked.cut = true;
      ShownRequest last = made.requests().getLast();
      String path = last.uri().replaceFirst("^https?://[^/]*", "").replaceFirst("\\?.*", "");
      notes.add(
          "%s ends at %s %s: %s"
              .formatted(
                  operation,
                  last.method(),
                  path,
                  failure == null ? "no good reply to it is described" : failure.message()));
    }
  }

  private @Nullable SimulatedReply reply(
      String operation, String what, WireRequest request, Asked asked) {
    if (graphql != null && request.uri().getPath().endsWith(graphql)) {
      asked.graphql = true;
      return null;
    }
    asked.requests++;
    VendorWitness description = describing(request);
    List<String> found = description.faults(request);
    asked.faulty = !found.isEmpty();
    if (found.isEmpty()) {
      asked.valid++;
    }
    for (String fault : found) {
      faults.putIfAbsent(
          "%s: %s %s: %s".formatted(operation, request.method(), request.uri().getRawPath(), fault),
          what);
    }
    Optional<VendorWitness.GoodReply> reply = description.reply(request);
    return reply.map(each -> new SimulatedReply(each.status(), each.body())).orElse(null);
  }

  /** The one that has the request, of several that a vendor may have; else the first. */
  private VendorWitness describing(WireRequest request) {
    return descriptions.stream()
        .min(Comparator.comparingInt(each -> rank(each.faults(request))))
        .orElseThrow();
  }

  private static int rank(List<String> faults) {
    return faults.isEmpty() ? 0 : faults.getFirst().startsWith("no operation") ? 2 : 1;
  }

  private void tell(String operation, Asked asked) {
    valid += asked.valid;
    rows.add(
        List.of(
            operation,
            Integer.toString(asked.requests),
            Integer.toString(asked.valid),
            result(asked)));
  }

  private static String result(Asked asked) {
    if (asked.requests == 0) {
      return asked.graphql ? "not held: GraphQL" : "nothing asked";
    }
    if (asked.valid < asked.requests) {
      return "FAULTY";
    }
    return asked.cut || asked.graphql ? "valid so far" : "valid";
  }

  private void print() {
    TextTable.print(rows);
    System.out.println();
    faults.forEach((fault, what) -> System.out.printf("FAULT %s (with %s)%n%n", fault, what));
    notes.forEach(each -> System.out.printf("%s%n%n", each));
    System.out.printf(
        "%d requests are of the description, %d faults. What replies mean is not proven by it.%n",
        valid, faults.size());
    if (valid == 0 && faults.isEmpty()) {
      throw CliException.failed(
          graphql == null
              ? "no operation asks anything: give samples and --config"
              : "no operation asks anything but GraphQL, which is not held against anything here");
    }
  }
}
