package io.auterity.relay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TextToClassify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversationPrefixTest {

  @Test
  void aLongerConversationHasTheDigestsOfTheOneThatItGrewFrom() {
    long[] begun = of("m", "You are short.", "Hello");
    long[] grown = of("m", "You are short.", "Hello", "Hi.", "And now?");

    assertThat(begun).hasSize(2);
    assertThat(grown).hasSize(4).startsWith(begun);
    assertThat(of("m", "You are long.", "Hello")).doesNotContain(begun);
    assertThat(of("n", "You are short.", "Hello")).doesNotContain(begun);
  }

  @Test
  void ofALongOneItsBeginningAndItsEndAreKept() {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      said.add("word " + i);
    }
    long[] hundred = of("m", said.toArray(new String[0]));
    said.add("more");
    long[] more = of("m", said.toArray(new String[0]));

    assertThat(hundred).hasSize(64);
    assertThat(more[0]).isEqualTo(hundred[0]);
    assertThat(more).contains(hundred[63]);
  }

  @Test
  void whatIsNoConversationHasNone() {
    Record text = new TextToClassify("x", Map.of("a", "A"));

    assertThat(ConversationPrefix.of(text)).isEmpty();
  }

  private static long[] of(String model, String... said) {
    List<Message> messages = new ArrayList<>();
    for (String text : said) {
      messages.add(new Message(Role.USER, List.of(new Part.Text(text))));
    }
    Record chat = ChatRequest.builder(model, messages).build();
    return ConversationPrefix.of(chat);
  }
}
