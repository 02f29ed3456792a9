package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.demo.Complaint.Answer;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComplaintReaderTest {

  private static final String RECORDED =
      "gemini-2.0-flash_prediction,time-gemini-2.0-flash,gpt_4o_mini_prediction,time-gpt-4o-mini";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(Path file, String... words) {
    assertThatThrownBy(() -> ComplaintReader.read(file, ServerLimits.USUAL))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(CliException.BAD_INPUT))
        .hasMessageContainingAll(words);
  }

  @Test
  void readsIdNarrativeAndProduct() throws IOException {
    ComplaintFile file =
        ComplaintReader.read(
            file("a.csv", "id,product,narrative\n1,debt,\"late, again\"\n"), ServerLimits.USUAL);

    assertThat(file.complaints())
        .containsExactly(new Complaint("1", "late, again", "debt", Map.of()));
    assertThat(file.labelled()).isEqualTo(1);
  }

  @Test
  void readsJsonLines() throws IOException {
    ComplaintFile file =
        ComplaintReader.read(
            file("a.jsonl", "{\"id\": 7, \"narrative\": \"late\"}\n\n"), ServerLimits.USUAL);

    assertThat(file.complaints()).containsExactly(new Complaint("7", "late", null, Map.of()));
    assertThat(file.labelled()).isZero();
  }

  @Test
  void takesRecordedAnswersOnlyWhenBothAreThere() throws IOException {
    ComplaintFile file =
        ComplaintReader.read(
            file("a.csv", "id,narrative," + RECORDED + "\n1,a,x,0.5,y,0.25\n2,b,x,0.5,,\n"),
            ServerLimits.USUAL);

    assertThat(file.complaints().get(0).answers())
        .containsEntry("gemini-2.0-flash", new Answer("x", 0.5))
        .containsEntry("gpt-4o-mini", new Answer("y", 0.25));
    assertThat(file.complaints().get(1).recorded()).isFalse();
  }

  @Test
  void namesTheSampleByDigestAndId() throws IOException {
    ComplaintFile file =
        ComplaintReader.read(file("a.csv", "id,narrative\n1,a\n"), ServerLimits.USUAL);

    assertThat(file.sample(file.complaints().getFirst())).matches("[0-9a-f]{64}:1");
  }

  @Test
  void acceptsAByteOrderMark() throws IOException {
    assertThat(
            ComplaintReader.read(file("a.csv", "\ufeffid,narrative\n1,a\n"), ServerLimits.USUAL)
                .complaints())
        .hasSize(1);
  }

  @Test
  void refusesAMissingColumn() throws IOException {
    assertRefused(file("a.csv", "id,text\n1,a\n"), "line 1", "'narrative' is missing", "id, text");
  }

  @Test
  void readsPastColumnsWithoutAName() throws IOException {
    ComplaintFile file =
        ComplaintReader.read(
            file("a.csv", ",id,product,narrative,\n0,7,debt,late,x\n"), ServerLimits.USUAL);

    assertThat(file.complaints()).containsExactly(new Complaint("7", "late", "debt", Map.of()));
    assertRefused(file("b.csv", ",id,narrative\n0,7\n"), "line 2", "2 fields", "3 columns");
  }

  @Test
  void refusesAColumnThatStandsTwice() throws IOException {
    assertRefused(
        file("a.csv", "id,narrative,id\n1,a,2\n"), "line 1", "'id' stands there twice", "rename");
  }

  @Test
  void refusesAnEmptyFieldWithItsLine() throws IOException {
    assertRefused(
        file("a.csv", "id,narrative\n1,\"two\nlines\"\n2,\n"), "line 4", "'narrative' is blank");
  }

  @Test
  void refusesWhatHoldsNothingButSpace() throws IOException {
    assertRefused(
        file("a.csv", "id,narrative\n1,a\n2,\" \t\"\n"), "line 3", "'narrative' is blank");
    assertRefused(file("b.csv", "id,narrative\n1,\u2003\n"), "line 2", "'narrative' is blank");
    assertRefused(file("a.jsonl", "{\"id\": 1, \"narrative\": \"\\n\"}\n"), "line 1", "fill it in");
    assertRefused(file("c.csv", "id,narrative\n \t,a\n"), "line 2", "'id' is blank");
  }

  @Test
  void takesABlankProductForNone() throws IOException {
    ComplaintFile file =
        ComplaintReader.read(file("a.csv", "id,product,narrative\n1, ,a\n"), ServerLimits.USUAL);

    assertThat(file.complaints().getFirst().product()).isNull();
  }

  @Test
  void refusesTheSameIdTwice() throws IOException {
    assertRefused(file("a.csv", "id,narrative\n1,a\n1,b\n"), "line 3", "'1'", "line 2");
  }

  @Test
  void refusesAnIdThatIsNoTitle() throws IOException {
    assertRefused(file("a.csv", "id,narrative\n\"1\n2\",a\n"), "line 2", "'id'", "one line");
    assertRefused(file("c.csv", "id,narrative\n" + "x".repeat(501) + ",a\n"), "500 characters");
  }

  @Test
  void refusesAFieldThatNoRunTakes() throws IOException {
    assertRefused(
        file("a.csv", "id,narrative\n1," + "x".repeat(10_000_000) + "\n"), "line 2", "10,000,000");
    assertRefused(
        file("b.csv", "id,narrative\n1," + "x".repeat((4 << 20) + 1) + "\n"),
        "line 2",
        "at most 4,194,304",
        "shorten it");
  }

  @Test
  void refusesMoreThanARequestBringsNamingLineAndRemedy() throws IOException {
    String row = "," + "x".repeat(4_000_000) + "\n";
    Path four = file("a.csv", "id,narrative\n1" + row + "2" + row + "3" + row + "4" + row);

    assertRefused(
        four, "line 5", "12,582,912 bytes", "split the file", "AUTERITY_LIMITS_BODYBYTES=16");
    assertThat(ComplaintReader.read(four, new ServerLimits(17_000_000)).complaints()).hasSize(4);
  }

  @Test
  void refusesAFileThatIsTooLargeToRead() throws IOException {
    Path file = folder.resolve("a.csv");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((256L << 20) + 1);
    }

    assertRefused(file, "larger than 268,435,456 bytes", "split");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = folder.resolve("a.csv");
    Files.write(file, new byte[] {'i', 'd', '\n', (byte) 0xff, '\n'});

    assertRefused(file, "line 2", "UTF-8");
  }

  @Test
  void refusesCharactersThatCannotBeKept() throws IOException {
    assertRefused(file("a.csv", "id,narrative\n1,a\0b\n"), "line 2", "'narrative'", "U+0000");
    assertRefused(
        file("a.jsonl", "{\"id\": \"1\", \"narrative\": \"\\ud800\"}\n"), "line 1", "surrogate");
  }

  @Test
  void refusesANarrativeThatIsNoText() throws IOException {
    assertRefused(file("a.jsonl", "{\"id\": \"1\", \"narrative\": 5}\n"), "line 1", "must be text");
  }

  @Test
  void refusesTornCsvAndJson() throws IOException {
    assertRefused(file("a.csv", "id,narrative\n1,\"a\n"), "is no CSV: (startline 2)");
    assertRefused(file("b.csv", "id,narrative\n1,a,b\n"), "line 2", "3 fields");
    assertRefused(file("a.jsonl", "{\"id\":\n"), "line 1", "is not JSON");
    assertRefused(file("b.jsonl", "[1]\n"), "line 1", "one JSON object");
  }

  @Test
  void refusesAFileWithoutRowsOrAbsent() throws IOException {
    assertRefused(file("a.csv", "id,narrative\n"), "holds no complaint");
    assertRefused(file("b.csv", "\n"), "is empty");
    assertRefused(folder.resolve("none.csv"), "no such file");
  }

  @Test
  void refusesALatencyThatIsNoNumber() throws IOException {
    assertRefused(
        file("a.csv", "id,narrative," + RECORDED + "\n1,a,x,fast,y,1\n"),
        "time-gemini-2.0-flash",
        "'fast'");
  }
}
