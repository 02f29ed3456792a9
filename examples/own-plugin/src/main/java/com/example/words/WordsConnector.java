package com.example.words;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
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
    String words =
        context.config(WordsConfig.class).words().stream()
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return new Masking(Pattern.compile("\\b(?:" + words + ")\\b"));
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
