package io.auterity.jobs.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.call.TenantScope;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchInputTest {

  private static final UUID OWNER = new UUID(0, 3);

  private static final TenantScope TENANT = TenantScope.authenticated(new UUID(0, 1));

  private final List<BatchLine> lines = new ArrayList<>();

  /** Takes each line for a custom id; what begins with a question mark is none. */
  private static final class Plain implements BatchWire {
    @Override
    public Set<String> endpoints() {
      return Set.of("/e");
    }

    @Override
    public BatchLine read(int number, byte[] line, String endpoint) {
      String text = new String(line, UTF_8).strip();
      if (text.startsWith("?")) {
        throw new BadLineException("bad", "no line: " + text, null);
      }
      return new BatchLine(number, text, line);
    }

    @Override
    public byte[] write(UUID batch, LineEnd end) {
      return new byte[0];
    }

    @Override
    public boolean resultsInFiles() {
      return true;
    }
  }

  private static final StoredFile KEPT =
      new StoredFile(new UUID(0, 2), OWNER, "batch", "in", 1, Instant.EPOCH, Instant.EPOCH);

  private static FileStore store(byte[] content, int piece, Optional<StoredFile> found) {
    return (FileStore)
        Proxy.newProxyInstance(
            FileStore.class.getClassLoader(),
            new Class<?>[] {FileStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("find")) {
                return found;
              }
              int from = (Integer) arguments[2] * piece;
              return from >= content.length
                  ? Optional.empty()
                  : Optional.of(
                      Arrays.copyOfRange(content, from, Math.min(content.length, from + piece)));
            });
  }

  private List<BatchError> read(String text, int piece, Predicate<List<BatchLine>> taker) {
    return new BatchInput(new Plain(), "/e", taker)
        .read(store(text.getBytes(UTF_8), piece, Optional.of(KEPT)), TENANT, OWNER, KEPT.id());
  }

  private List<BatchError> read(String text, int piece) {
    return read(text, piece, lines::addAll);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 1_000})
  void linesAreFoundWhereverAPieceEnds(int piece) {
    assertThat(read("one\r\n\n  \nzwölf\nthree", piece)).isEmpty();

    assertThat(lines).extracting(BatchLine::customId).containsExactly("one", "zwölf", "three");
    assertThat(lines).extracting(BatchLine::number).containsExactly(1, 4, 5);
  }

  @Test
  void allThatIsWrongIsToldByLine() {
    List<BatchError> errors = read("a\n?\na\n?\n", 4);

    assertThat(errors)
        .extracting(error -> error.line() + " " + error.code())
        .containsExactly("2 bad", "3 duplicate_custom_id", "4 bad");
    assertThat(lines).isEmpty();
  }

  @Test
  void noMoreThanAHundredErrorsAreTold() {
    assertThat(read("?\n".repeat(1_000), 100)).hasSize(100);
  }

  @Test
  void aFileThatIsGoneAtTheEndMayNotHaveBeenWhole() {
    List<BatchError> errors =
        new BatchInput(new Plain(), "/e", lines::addAll)
            .read(store("a\nb".getBytes(UTF_8), 2, Optional.empty()), TENANT, OWNER, KEPT.id());

    assertThat(errors).extracting(BatchError::code).containsExactly("input_file_deleted");
  }

  @Test
  void aFileWithoutLinesIsRefused() {
    assertThat(read("\n \n", 10)).extracting(BatchError::code).containsExactly("empty_file");
  }

  @Test
  void noMoreLinesAreTakenThanThereMayBe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= BatchInput.MOST_LINES; i++) {
      text.append(i).append('\n');
    }

    assertThat(read(text.toString(), 65_536))
        .extracting(BatchError::code)
        .containsExactly("too_many_requests");
  }

  @Test
  void aLineThatIsTooLongIsNotHeld() {
    List<BatchError> errors = read("x".repeat((12 << 20) + 1) + "\nb\n", 1 << 18);

    assertThat(errors)
        .extracting(error -> error.line() + " " + error.code())
        .containsExactly("1 line_too_long");
  }

  @Test
  void whoEndsItGetsNothingMore() {
    List<Integer> handed = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      text.append(i).append('\n');
    }

    List<BatchError> errors =
        read(
            text.toString(),
            1_000,
            some -> {
              handed.add(some.size());
              return false;
            });

    assertThat(errors).isEmpty();
    assertThat(handed).containsExactly(500);
  }
}
