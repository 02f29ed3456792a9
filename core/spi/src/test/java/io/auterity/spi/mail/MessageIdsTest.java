package io.auterity.spi.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The Message-IDs of a header of an e-mail. */
class MessageIdsTest {

  @Test
  void eachStandsOnceWithoutTheFoldsOfItsLine() {
    assertThat(MessageIds.of("<1@a.example>\r\n <2@a\r\n .example> (again) <1@a.example>"))
        .containsExactly("<1@a.example>", "<2@a.example>");
  }

  @Test
  void whatIsNoIdIsLeftOut() {
    assertThat(MessageIds.of("")).isEmpty();
    assertThat(MessageIds.of("Ada's of Tuesday, <>, <open, <%s>".formatted("x".repeat(989))))
        .isEmpty();
  }

  @Test
  void ofVeryManyTheFirstAndTheLastOnesAreLeft() {
    List<String> all = IntStream.range(0, 150).mapToObj("<%d@a.example>"::formatted).toList();

    List<String> read = MessageIds.of(all.stream().collect(Collectors.joining(" ")));

    assertThat(read).hasSize(100).startsWith("<0@a.example>", "<51@a.example>");
    assertThat(read).endsWith("<149@a.example>");
  }
}
