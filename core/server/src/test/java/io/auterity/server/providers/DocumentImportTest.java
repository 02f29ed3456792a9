package io.auterity.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.server.providers.DocumentImport.Imported;
import io.auterity.spi.Documents;
import io.auterity.spi.Json;
import io.auterity.testkit.ForwardingDocuments;
import io.auterity.testkit.InMemoryDocuments;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentImportTest {

  private final AtomicInteger writes = new AtomicInteger();
  private final Documents documents = new Counted(new InMemoryDocuments(), writes);
  private final DocumentImport lines = new DocumentImport((scope, provider) -> documents);

  private record Counted(Documents kept, AtomicInteger writes) implements ForwardingDocuments {

    @Override
    public <T> T write(Function<Writer, T> work) {
      writes.incrementAndGet();
      return kept.write(work);
    }
  }

  @Test
  void manyLinesAreWrittenSomeAtATime() {
    assertThat(add(450)).isEqualTo(new Imported(450, 0));

    assertThat(writes).hasValue(3);
    assertThat(documents.list("cases", Json.EMPTY, null, 1_000)).hasSize(450);
  }

  @Test
  void oneThatIsSentAgainAddsTheRest() {
    add(230);

    assertThat(add(450)).isEqualTo(new Imported(220, 230));
  }

  private Imported add(int count) {
    String text =
        IntStream.range(0, count)
            .mapToObj("{\"id\": \"%d\", \"body\": {}}"::formatted)
            .collect(Collectors.joining("\n"));
    return lines.add(
        TenantScope.authenticated(new UUID(0, 1)),
        "p",
        "cases",
        text.getBytes(StandardCharsets.UTF_8));
  }
}
