package io.auterity.relay.cache.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {

  private static @Nullable Difference between(String one, String other) {
    Difference difference = Meaning.between(Reading.of(one), Reading.of(other));
    assertThat(Meaning.between(Reading.of(other), Reading.of(one)) == null)
        .as("the other way round")
        .isEqualTo(difference == null);
    return difference;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I reset my password? | how can I reset my password",
        "How do I reset my password? | What is the way to reset my password?",
        "How do I reset my password? | Could you please tell me how to reset my password?",
        "How do I log in to the app? | How can I sign in to the app?",
        "what is the capital of france | What is the capital of France?",
        "What is the capital of France? | Tell me the capital of France.",
        "What is the capital of France? | What's France's capital?",
        "What is the price of a ticket to Berlin? | How much does a ticket to Berlin cost?",
        "Where is the nearest pharmacy? | Where can I find the nearest pharmacy?",
        "Why is the sky blue? | What is the reason that the sky is blue?",
        "When does the shop open on Sunday? | On Sunday, when does the shop open?",
        "Can I cancel my order? | Is it possible to cancel my order?",
        "Do I have to pay taxes on gifts? | Do I need to pay taxes on gifts?",
        "What does GDP mean? | What is the meaning of GDP?",
        "How do I convert 5 km to miles? | How can I convert 5 kilometers to miles?",
        "What is the population of 1,000 islands? | What is the population of 1000 islands?",
        "Which is the biggest planet? | What is the largest planet?",
        "Why can't I send e-mails? | Why can I not send emails?"
      })
  void otherWordsForTheSame(String one, String other) {
    assertThat(between(one, other)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WORDS  | What is the capital of France? | What is the capital of Spain?",
        "WORDS  | What is the largest city? | What is the smallest city?",
        "WORDS  | Can I return the shoes? | Can I not return the shoes?",
        "WORDS  | Is there a train to Rome? | Is there no train to Rome?",
        "WORDS  | What is the speed in miles? | What is the speed in kilometers?",
        "WORDS  | How do I make tea and coffee? | How do I make tea or coffee?",
        "PERSON | What is the GDP of the US? | What is the GDP of us?",
        "PERSON | Where is my order? | Where is her order?",
        "DIGITS | What is 3 percent of 50? | What is 4 percent of 50?",
        "DIGITS | What happened on May 5? | What happened on May 6?",
        "DIGITS | What is the temperature at 5 meters? | What is the temperature at -5 meters?",
        "DIGITS | What is 1.5 of it? | What is 15 of it?",
        "ROLES  | How do I turn on the alarm? | How do I turn off the alarm?",
        "ROLES  | How do I fly to Rome from Paris? | How do I fly from Rome to Paris?",
        "ROLES  | What is the price with tax? | What is the price without tax?",
        "ROLES  | Is the shop open before noon? | Is the shop open after noon?",
        "ORDER  | How do I convert dollars to euros? | How do I convert euros to dollars?",
        "ORDER  | Is it true that 5 is more than 3? | Is it true that 3 is more than 5?",
        "ORDER  | Did the dog bite the man? | Did the man bite the dog?",
        "ORDER  | Who is the manager of the clerk? | Who is the clerk of the manager?",
        "KIND   | Can I return shoes? | How can I return shoes?",
        "KIND   | When did she write it? | Why did she write it?",
        "KIND   | Is the glass half full? | The glass is half full",
        "TENSE  | When was the bridge open? | When is the bridge open?",
        "TENSE  | When did it rain? | When will it rain?",
        "NUMBER | What is the largest city? | What are the largest cities?",
        "PERSON | Where is my order? | Where is your order?",
        "PERSON | What do I like? | What do you like?",
        "MODALITY | Should I take it with food? | Can I take it with food?",
        "CAPITALS | How do I polish furniture? | How do I Polish furniture?",
        "CAPITALS | When is march? | When is March?",
        "UNREADABLE | Was kostet die Fahrt nach Rom? | Was kostet die Fahrt von Rom?",
        "UNREADABLE | Где находится музей? | Где музей находится?",
        "ORDER  | What is (1+2)*3? | What is 1+(2*3)?",
        "WORDS  | What is a/b? | What is ab?"
      })
  void anotherMeaning(Difference difference, String one, String other) {
    assertThat(between(one, other)).isEqualTo(difference);
  }

  @Test
  void longTextsAreNotCompared() {
    String text = "What is the sum of " + "1 and ".repeat(200) + "1?";

    assertThat(between(text, text)).isEqualTo(Difference.UNREADABLE);
  }

  private static final List<String> WORDS =
      List.of(
          "what", "how", "is", "the", "capital", "of", "to", "from", "not", "5", "France", "my",
          "you", "'s", "can", "was", "more", "than", "?", ",", "price", "it");

  @Property(tries = 300)
  void everyQuestionIsTheSameAsItselfAndNotWithOneMoreNumber(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> words = new ArrayList<>();
    for (int i = 2 + random.nextInt(10); i > 0; i--) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    String one = "What " + String.join(" ", words);
    words.add(random.nextInt(words.size()), "7");
    String more = "What " + String.join(" ", words);

    assertThat(between(one, one)).isNull();
    assertThat(between(one, more)).isNotNull();
  }
}
