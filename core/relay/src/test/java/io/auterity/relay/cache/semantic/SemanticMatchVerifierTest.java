package io.auterity.relay.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SemanticMatchVerifierTest {

  private static @Nullable Difference between(String one, String other) {
    Difference difference =
        SemanticMatchVerifier.between(NormalizedQuestion.of(one), NormalizedQuestion.of(other));
    assertThat(
            SemanticMatchVerifier.between(NormalizedQuestion.of(other), NormalizedQuestion.of(one))
                == null)
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
        "what is the capital of France | What is the capital of France?",
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
        "CAPITALS | what is the capital of france | What is the capital of France?",
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
        "UNREADABLE | What is (1+2)*3? | What is 1+(2*3)?",
        "UNREADABLE | What is a/b? | What is ab?"
      })
  void anotherMeaning(Difference difference, String one, String other) {
    assertThat(between(one, other)).isEqualTo(difference);
  }

  /** Each has passed for the same once, or is made like one that has. */
  private static List<String> neverTheSame() {
    return """
    What does x !== y do in JavaScript? | What does x == y do in JavaScript?
    What is '5' + 3 in JavaScript? | What is 5 + 3 in JavaScript?
    What is 5! divided by 3!? | What is 5 divided by 3?
    What does curl -o do? | What does curl -O do?
    What does git add -A do? | What does git add - do?
    What is "do" in JavaScript? | What is do in JavaScript?
    What is C? | What is C#?
    How many dollars is £5? | How many dollars is 5 lb?
    What does the loop do?\\nfor i in x:\\n  a\\nb | What does the loop do?\\nfor i in x:\\n  a\\n  b
    How do I clean Windows? | How do I clean windows?
    How do I delete Teams? | How do I delete teams?
    What is Spring? | What is spring?
    What is Amazon? | what is amazon?
    WHO is responsible for it? | Who is responsible for it?
    Can i be negative in this loop? | Can I be negative in this loop?
    Is tax in France higher than in Germany? | Is tax in Germany higher than in France?
    Do I take aspirin at 8 and insulin at 20? | Do I take aspirin at 20 and insulin at 8?
    Does the policy cover me in Spain but not in France? | Does the policy cover me in France but not in Spain?
    How do I book a flight on Monday and a hotel on Friday? | How do I book a flight on Friday and a hotel on Monday?
    Should I fly to Paris before I drive to Rome? | Should I fly to Rome before I drive to Paris?
    Which animals in cages attack people? | Which animals attack people in cages?
    In cages, which animals attack people? | Which animals attack people in cages?
    Which is older, the tower in Pisa or the bridge in London? | Which is older, the tower in London or the bridge in Pisa?
    How do I send you money? | How do you send me money?
    When do I pay you? | When do you pay me?
    Do you have my address? | Do I have your address?
    How much is my deductible? | How much is a deductible?
    What did Napoleon do? | What was Napoleon?
    Who did Napoleon marry? | Who was Napoleon marry?
    How did Elizabeth I die? | How did Elizabeth die?
    What is hepatitis A? | What is hepatitis?
    What is vitamin A? | What is a vitamin?
    Can I visit Japan in May? | Can I visit Japan?
    Can my landlord enter? | May my landlord enter?
    How do you say thanks in French? | How do you say please in French?
    How do you say, please? | How do you say?
    Should I answer no, please? | Should I answer no?
    What is the deductible? | What is a deductible?
    Is "no, please" polite? | Is no polite?
    How do I turn on my laptop? | How do I turn in my laptop?
    How do I search for my phone? | How do I search my phone?
    What is this permit for? | What is this permit?
    What is your mailing address? | What is your email address?
    How does a bank make money? | How does a bank create money?
    How do I pick a lock? | How do I choose a lock?
    Where is my application? | Where is my app?
    Where is my order? | Where is our order?
    Is there parking near the hotel? | Is there a park near the hotel?
    Where is the parking? | Where is the park?
    What is training? | What is a train?
    What is shipping? | What is a ship?
    What is mining? | What is a minute?
    How many grams are in a pound? | How many grams are in a lb?
    Who is New York's mayor? | Who is York's new mayor?
    What is New York's capital? | What is the capital of York?
    Can you live on the moon? | What lives on the moon?
    Do you know how to swim? | How do I swim?
    Tell me when to stop. | When to stop?
    Can you swim? | Do I swim?
    How do I look? | How can I look?
    How do I die in this game? | How can I die in this game?
    What does life mean? | What is the meaning of life?
    Where can I find gold? | Where is gold?
    Why can't I attend? | Why can I attend?
    Can't I attend the meeting? | Can I not attend the meeting?
    May I take your coat? | Am I allowed to take your coat?
    Who said, Bob is late? | Who said Bob is late?
    It is raining in the city. | It is raining in the city?
    Do not cancel my order. | Do not cancel my order?
    Do it with my order | Do it with my order?
    What is re-sign? | What is resign?
    What is the difference between e-mail and email? | What is the difference between email and email?
    How many letters are in two hours? | How many letters are in 2 hours?
    Is Python a language? | Is python a language?
    """
        .lines()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("neverTheSame")
  void whatLooksAlikeIsNotTakenForTheSame(String pair) {
    String[] two = pair.replace("\\n", "\n").split(" \\| ", 2);

    assertThat(between(two[0], two[1])).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Do I have to pay tax on gifts | Do I have to pay tax on gifts ??",
        "Hi, how do i reset my password? | How can I reset my password",
        "I want to know where the nearest bank is. | Where is the nearest bank?",
        "Please explain how to change the name | How do I change the name?",
        "Where is my order, please? | Where's my order?",
        "How old is it in three weeks? | How old is it in 3 weeks?"
      })
  void aFrameSaysNothing(String one, String other) {
    assertThat(between(one, other)).isNull();
  }

  @Test
  void longTextsAreNotCompared() {
    String text = "What is the sum of " + "1 and ".repeat(200) + "1?";

    assertThat(between(text, text)).isEqualTo(Difference.UNREADABLE);
  }

  private static final List<String> WORDS =
      List.of(
          "what",
          "how",
          "is",
          "the",
          "capital",
          "of",
          "to",
          "from",
          "not",
          "5",
          "France",
          "my",
          "you",
          "France's",
          "can",
          "was",
          "more",
          "than",
          "?",
          ",",
          "price",
          "it");

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

  private static final List<String> BEGINNINGS =
      List.of(
          "How do I reset",
          "What is",
          "Where is my",
          "Can I cancel",
          "When does the",
          "Did you",
          "How much does a",
          "Why can't I",
          "Which is the largest",
          "Do I need to",
          "What's");
  private static final List<String> CONTENT =
      List.of(
          "red",
          "order",
          "France",
          "Paris",
          "flight",
          "km",
          "A",
          "a",
          "the",
          "my",
          "your",
          "me",
          "not",
          "no",
          "to",
          "from",
          "on",
          "in",
          "for",
          "May",
          "may",
          "5",
          "1,250",
          "7.5",
          "email",
          "phone",
          "training",
          "Teams",
          "who",
          "cost",
          "mean",
          "before",
          "than",
          "us",
          "US",
          "thanks",
          "please",
          "did",
          "will",
          "should",
          "is",
          "log",
          "and",
          "or",
          "mayor");
  private static final String SIGNS = "!\"'+*/=<>()[]{}#$%&@_~;:-,.?\n\t";

  @Property(tries = 2_000)
  void anyOneChangeIsAnotherQuestion(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> words = new ArrayList<>(List.of(any(BEGINNINGS, random).split(" ", -1)));
    for (int i = 2 + random.nextInt(7); i > 0; i--) {
      words.add(any(CONTENT, random));
    }
    String one = String.join(" ", words) + "?";
    List<String> other = changed(words, random);
    Assume.that(!sameButForTheCapitalItBeginsWith(other, words));

    String changed = String.join(" ", other) + "?";
    assertThat(between(one, changed)).as("%s | %s", one, changed).isNotNull();
  }

  private static boolean sameButForTheCapitalItBeginsWith(List<String> one, List<String> other) {
    return one.getFirst().equalsIgnoreCase(other.getFirst())
        && one.subList(1, one.size()).equals(other.subList(1, other.size()));
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<String> changed(List<String> words, Random random) {
    List<String> other = new ArrayList<>(words);
    int at = random.nextInt(words.size());
    String word = words.get(at);
    switch (random.nextInt(6)) {
      case 0 -> Collections.swap(other, at, random.nextInt(words.size()));
      case 1 -> other.remove(at);
      case 2 -> other.set(at, any(CONTENT, random));
      case 3 -> other.set(at, word.replaceAll("\\d", Integer.toString(random.nextInt(10))));
      case 4 -> {
        String first = word.substring(0, 1);
        boolean small = first.equals(first.toLowerCase(Locale.ROOT));
        String turned = small ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT);
        if (at > 0 && !word.equals("I")) {
          other.set(at, turned + word.substring(1));
        }
      }
      default -> {
        int sign = random.nextInt(SIGNS.length());
        if (at < words.size() - 1) {
          other.set(at, word + SIGNS.charAt(sign));
        }
      }
    }
    return other;
  }
}
