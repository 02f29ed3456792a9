package io.auterity.insight.head;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.TextLearner.Example;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExampleFileTest {

  @Test
  void readsCellsInQuotesWithLineBreaksAndColumnsInAnyOrder() {
    assertThat(
            read(
                "id,narrative,product,m\r\n1,\"He said \"\"no\"\",\r\ntwice\",cards,\r\n\r\n2,\"\",loans,x"))
        .containsExactly(
            new Example("He said \"no\",\r\ntwice", "cards"), new Example("", "loans"));
  }

  @Test
  void readsTheColumnsThatAreNamedAndAMarkInFront() {
    String file = "\uFEFFa,text,gpt_prediction\nx,y,z\n";

    assertThat(ExampleFile.read(file.getBytes(UTF_8), "a", "gpt_prediction"))
        .containsExactly(new Example("x", "z"));
    assertThat(ExampleFile.read(file.getBytes(UTF_8), null, "a"))
        .containsExactly(new Example("y", "x"));
  }

  @Test
  void anEmptyLastCellIsACell() {
    assertThat(read("text,label\na,b\nc,"))
        .containsExactly(new Example("a", "b"), new Example("c", ""));
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    refused("", null, "the file is empty");
    refused("\n\n", null, "the file is empty");
    refused("a,b\n1,2\n", null, "no column text or narrative; it has a, b");
    refused("text,b\n1,2\n", "c", "no column c");
    refused("text,text,label\n1,2,3\n", null, "two columns are named text");
    refused("text,label\n\"a\nb\",c\nd\n", null, "line 4 has 1 cells, and 2 columns are named");
    refused("text,label\na,\"b\nc\n", null, "line 2 begins a cell in quotes that does not end");
    refused("text,label\n\"a\"b,c\n", null, "line 2 begins a cell in quotes");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> ExampleFile.read(new byte[] {'a', (byte) 0xff}, null, null))
        .withMessageContaining("not UTF-8");
  }

  @Test
  void aFileOfNamesAloneHasNoExamples() {
    assertThat(read("text,label\n")).isEmpty();
    assertThat(read("text,label")).isEmpty();
  }

  private static List<Example> read(String file) {
    return ExampleFile.read(file.getBytes(UTF_8), null, null);
  }

  private static void refused(String file, @Nullable String label, String why) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> ExampleFile.read(file.getBytes(UTF_8), null, label))
        .withMessageContaining(why);
  }
}
