package com.example.words;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import io.auterity.spi.text.Text;
import io.auterity.spi.text.TextToMask;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Masks the words that each provider names. */
final class WordsConnector implements Connector<Text> {

  @Override
  public String id() {
    return "own-words";
  }

  @Override
  public Class<Text> kind() {
    return Text.class;
  }

  @Override
  public Class<WordsConfig> config() {
    return WordsConfig.class;
  }

  @Override
  public Text open(ProviderContext context) {
    List<String> words = context.config(WordsConfig.class).words();
    if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
      throw new CallFailedException(
          FailureCode.INVALID, "config.words: name the words to mask, at least one and none blank");
    }
    String any = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return new Masking(Pattern.compile("(?<!\\w)(?:" + any + ")(?!\\w)"));
  }

  private record Masking(Pattern words) implements Text {

    @Override
    public MaskedText maskPii(TextToMask input, Call call) {
      List<Finding> findings =
          words
              .matcher(input.text())
              .results()
              .map(found -> new Finding("word", found.start(), found.end()))
              .toList();
      return new MaskedText(words.matcher(input.text()).replaceAll("[word]"), findings);
    }
  }
}
