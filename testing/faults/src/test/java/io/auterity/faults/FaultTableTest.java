package io.auterity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.faults.FaultyCall.Asked;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.spi.Failure;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault at each vendor, plain and streamed, and the page that tells of them. */
class FaultTableTest {

  private static final String HEAD =
      """
      # What happens when a vendor fails

      A route names two providers, `first` and `second`; the first has the fault, the second has none, and nothing is repeated (`retry: {max: 0}`). What is told here is what
      the tests see of the connectors CONNECTORS, which behave alike, but that those of Google and Ollama refuse content in an answer only, and that `replicate` tells of
      a context too long and of refused content by a prediction that failed, which may be billed: an estimate. The presets of `openai` (PRESETS) are that
      connector with other words in their manifests, and are asked some of it. *Billed* is what the attempt at `first` cost: what the vendor told, an estimate from what was
      sent and seen where it did not come to tell it, or nothing. *Learnt* is what the breaker of `first` did. A plain answer has no parts, so the two faults that need one
      arise in streams only.

      | fault | plain: who answered | what the caller saw | billed | learnt | streamed: who answered | what the caller saw | billed | learnt |
      |---|---|---|---|---|---|---|---|---|
      """;

  private static final String RESUMED =
      """

      ## With `resume: true`
      In a route that says so these streams end otherwise, where the connectors go on from words of an answer (RESUMING): the caller gets one answer, and `second` is told what `first` had said.

      | fault | who answered | what the caller saw | billed | learnt |
      |---|---|---|---|---|
      """;

  /** What presets, which are a connector with other words in its manifest, are asked. */
  private static final Set<Fault> OF_PRESETS =
      EnumSet.of(Fault.OVERLOADED, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.STALL);

  static List<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (StreamingConnector connector : StreamingConnector.all()) {
      for (Fault fault : faults(connector)) {
        for (Asked asked : Asked.values()) {
          if (expected(connector, asked, fault) != null && isAsked(connector, asked, fault)) {
            rows.add(Arguments.of(connector, asked, true, fault));
            if (connector.isFirst()) {
              rows.add(Arguments.of(connector, asked, false, fault));
            }
          }
        }
      }
    }
    return rows;
  }

  private static Set<Fault> faults(StreamingConnector connector) {
    return connector.dialect().refusesContent()
        ? EnumSet.allOf(Fault.class)
        : EnumSet.complementOf(EnumSet.of(Fault.CONTENT, Fault.CONTENT_NAMED));
  }

  // What can go on is asked for all that may be cut; what cannot, whether it leaves it.
  private static boolean isAsked(StreamingConnector connector, Asked asked, Fault fault) {
    if (asked == Asked.RESUMED) {
      return connector.goesOn() || (fault == Fault.CUT_AFTER && !connector.preset());
    }
    return !connector.preset() || (asked == Asked.STREAMED && OF_PRESETS.contains(fault));
  }

  private static FaultTable.@Nullable Expected expected(
      StreamingConnector connector, Asked asked, Fault fault) {
    FaultTable.Row row = FaultTable.of(fault, connector.dialect());
    return switch (asked) {
      case PLAIN -> row.plain();
      case STREAMED -> row.streamed();
      case RESUMED -> connector.goesOn() ? row.resumed() : row.streamed();
    };
  }

  @ParameterizedTest(name = "{0} {1} as written {2} {3}")
  @MethodSource("rows")
  void comesOfItWhatTheTableSays(
      StreamingConnector connector, Asked asked, boolean written, Fault fault) throws IOException {
    FaultyCall.Effects effects = new FaultyCall(connector, asked, written, fault).effects();

    assertThat(effects.inWords()).isEqualTo(expected(connector, asked, fault));
    assertThat(message(effects)).doesNotContain("interrupted");
    assertThat(effects.wentOn())
        .isEqualTo(asked == Asked.RESUMED && connector.goesOn() && FaultTable.of(fault).goesOn());
    assertThat(effects.passed())
        .isEqualTo(
            written
                && asked != Asked.RESUMED
                && connector.passes()
                && effects.saw().equals(FaultyCall.WHOLE));
  }

  /** A plugin that streams is in the table. */
  @Test
  void everyPluginThatStreamsIsThere() throws IOException {
    Set<String> there = new TreeSet<>();
    for (Dialect dialect : Dialect.values()) {
      there.add(ManifestFileReader.of(dialect.plugin().getClass()).id());
    }
    Set<String> streaming = new TreeSet<>();
    try (Stream<Path> plugins = Files.list(Repository.root().resolve("plugins"))) {
      for (Path plugin : plugins.toList()) {
        Path manifest = plugin.resolve("src/main/resources/META-INF/auterity/plugin.yaml");
        if (Files.exists(manifest) && Files.readString(manifest).contains("chat.stream:")) {
          streaming.add(plugin.getFileName().toString());
        }
      }
    }

    assertThat(there).isEqualTo(streaming);
  }

  @Test
  @Tag("generated")
  void thePageIsThatOfTheTable() throws IOException {
    List<StreamingConnector> all = StreamingConnector.all();
    StringBuilder page =
        new StringBuilder(
            HEAD.replace("CONNECTORS", names(all, one -> !one.preset()))
                .replace("PRESETS", names(all, StreamingConnector::preset)));
    for (Fault fault : Fault.values()) {
      FaultTable.Row row = FaultTable.of(fault);
      page.append(
          "| %s |%s%s\n".formatted(fault.words(), cells(row.plain()), cells(row.streamed())));
    }
    page.append(RESUMED.replace("RESUMING", names(all, StreamingConnector::goesOn)));
    for (Fault fault : Fault.values()) {
      FaultTable.Row row = FaultTable.of(fault);
      if (row.goesOn()) {
        page.append("| %s |%s\n".formatted(fault.words(), cells(row.resumed())));
      }
    }

    page.append(OtherModelTest.page(names(all, one -> !one.preset())));
    page.append(LaterRefusalTest.page(names(all, StreamingConnector::isFirst)));
    GeneratedFile.check("docs/reference/failover.md", page.toString());
  }

  private static String names(List<StreamingConnector> all, Predicate<StreamingConnector> which) {
    return all.stream()
        .filter(which)
        .map(StreamingConnector::words)
        .collect(Collectors.joining(", "));
  }

  private static String cells(FaultTable.@Nullable Expected expected) {
    return expected == null
        ? " — | — | — | — |"
        : " %s | %s | %s | %s |"
            .formatted(
                expected.answered().replaceAll("(first|second)", "`$1`"),
                expected.saw(),
                expected.billed(),
                expected.learnt());
  }

  private static String message(FaultyCall.Effects effects) {
    Failure failure = effects.attempt().failure();
    return failure == null ? "" : failure.message();
  }
}
