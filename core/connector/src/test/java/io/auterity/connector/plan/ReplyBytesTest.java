package io.auterity.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the bytes of a reply are while somebody may read them, and that they are not there longer.
 */
class ReplyBytesTest {

  private static final int PIECE = 65_536;
  private static final int MEGABYTE = 1024 * 1024;
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir Path folder;

  private final FakeCall call =
      FakeCall.of(
          "http.file.get",
          new FakeProvider("p", PluginManifest.builder("p", "1.0.0", "P", "P").build()));

  /**
   * A vendor who sends that many pieces, each in the array of the one before: whoever keeps an
   * array instead of its bytes has the last piece only.
   */
  private static final class Vendor implements WireStream {

    private final byte[] piece = new byte[PIECE];
    private final int pieces;
    private final IntConsumer before;
    private int sent;

    /**
     * A vendor.
     *
     * @param before is told the number of each piece before it is sent
     */
    Vendor(int pieces, IntConsumer before) {
      this.pieces = pieces;
      this.before = before;
    }

    Vendor(int pieces) {
      this(pieces, number -> {});
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of();
    }

    @Override
    public byte @Nullable [] next() {
      if (sent == pieces) {
        return null;
      }
      before.accept(sent);
      Arrays.fill(piece, (byte) sent++);
      return piece;
    }

    @Override
    public WireResponse drain(int limit) {
      throw new UnsupportedOperationException("nobody joins it");
    }

    @Override
    public void close() {
      // Who reads does not end the exchange; who opened it does.
    }
  }

  private static ReplyFiles files(Path folder) {
    return new ReplyFiles(folder, Long.MAX_VALUE);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] digest(int pieces) {
    MessageDigest digest = sha256();
    WireStream vendor = new Vendor(pieces);
    for (byte[] piece = vendor.next(); piece != null; piece = vendor.next()) {
      digest.update(piece);
    }
    return digest.digest();
  }

  private static byte[] digest(Content content) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(content.open(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return digest.digest();
  }

  /** Sizes of the files of the folder that this process has open and that have no name. */
  private List<Long> unnamed() throws IOException {
    assumeThat(OPEN_FILES).isDirectory();
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.filter(this::ofFolder).map(ReplyBytesTest::size).toList();
    }
  }

  private boolean ofFolder(Path open) {
    try {
      String file = Files.readSymbolicLink(open).toString();
      return file.startsWith(folder.toRealPath().toString()) && file.endsWith("(deleted)");
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path open) {
    try {
      return Files.size(open);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fortyMegabytesAreInAFileThatNobodyElseFinds() throws IOException {
    int pieces = 40 * MEGABYTE / PIECE;

    ReplyBytes bytes = ReplyBytes.of(new Vendor(pieces), call, files(folder));
    Content content = bytes.as("application/zip", "all.zip");

    assertThat(content.length()).isEqualTo(40L * MEGABYTE);
    assertThat(content.mediaType()).isEqualTo("application/zip");
    assertThat(content.name()).isEqualTo("all.zip");
    assertThat(content).hasToString("application/zip of 41943040 bytes");
    assertThat(digest(content)).isEqualTo(digest(pieces));
    assertThat(digest(content)).as("read again").isEqualTo(digest(pieces));
    assertThat(folder).isEmptyDirectory();
    assertThat(unnamed()).containsExactly(40L * MEGABYTE);
    bytes.forget();
    assertThat(unnamed()).isEmpty();
  }

  @Test
  void eachReaderHasAPlaceOfItsOwn() throws IOException {
    Content content = ReplyBytes.of(new Vendor(32), call, files(folder)).as("text/plain", null);

    try (InputStream one = content.open();
        InputStream other = content.open()) {
      one.skipNBytes(5L * PIECE);
      assertThat(one.read()).isEqualTo(5);
      assertThat(other.read()).isEqualTo(0);
      assertThat(other.read(new byte[0])).isZero();
      one.skipNBytes(27L * PIECE - 1);
      assertThat(one.read()).isEqualTo(-1);
    }
  }

  @Test
  void fewBytesNeedNoFile() throws IOException {
    Path nowhere = folder.resolve("nowhere");

    Content content = ReplyBytes.of(new Vendor(16), call, files(nowhere)).as("text/plain", null);

    assertThat(digest(content)).isEqualTo(digest(16));
    assertThat(content).isEqualTo(Content.of("text/plain", content.bytes()));
  }

  @Test
  void moreWithoutRoomForThemFail() {
    Path nowhere = folder.resolve("nowhere");

    Failure failure =
        Failures.expect(
            FailureCode.SATURATED, () -> ReplyBytes.of(new Vendor(17), call, files(nowhere)));

    assertThat(failure.message()).contains(nowhere.toString()).contains("make room");
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void whileFilesTakeTooMuchRoomTheNextReplyIsInMemory() throws IOException {
    ReplyFiles files = new ReplyFiles(folder, 2L * MEGABYTE);
    ReplyBytes first = ReplyBytes.of(new Vendor(48), call, files);
    ReplyBytes second = ReplyBytes.of(new Vendor(48), call, files);

    assertThat(unnamed()).containsExactly(3L * MEGABYTE);
    assertThat(digest(second.as("text/plain", null))).isEqualTo(digest(48));
    first.forget();
    ReplyBytes third = ReplyBytes.of(new Vendor(48), call, files);
    assertThat(unnamed()).as("of the third alone").containsExactly(3L * MEGABYTE);
    third.forget();
  }

  @Test
  void aVendorWhoBreaksOffLeavesNothingBehind() throws IOException {
    Failure broken = Failure.of(FailureCode.UNAVAILABLE, "the connection broke");

    Failure failure =
        Failures.of(
                () ->
                    ReplyBytes.of(
                        new Vendor(
                            100,
                            number -> {
                              if (number == 50) {
                                throw new CallFailedException(broken);
                              }
                            }),
                        call,
                        files(folder)))
            .orElseThrow();

    assertThat(failure).isEqualTo(broken);
    assertThat(folder).isEmptyDirectory();
    assertThat(unnamed()).isEmpty();
  }

  @Test
  void whatNoDoorHandsOnIsTooLarge() throws IOException {
    int most = ReplyBytes.MOST / PIECE;

    Failures.expect(
        FailureCode.TOO_LARGE, () -> ReplyBytes.of(new Vendor(most + 1), call, files(folder)));

    assertThat(unnamed()).isEmpty();
  }

  @Test
  void whatTheDoorWillWriteIsReservedAlsoWhereItLiesInAFile() throws IOException {
    ReplyBytes.of(new Vendor(32), call, files(folder));

    assertThat(call.reserved()).isEqualTo(3L * 32 * PIECE);
  }
}
