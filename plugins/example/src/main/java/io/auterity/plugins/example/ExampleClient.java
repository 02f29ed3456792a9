package io.auterity.plugins.example;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import io.auterity.spi.text.Text;
import io.auterity.spi.text.TextToMask;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The operations of one provider.
 *
 * @param agent who asks, for the logs of the vendor
 */
record ExampleClient(URI list, String agent) implements Text {

  @Override
  public MaskedText maskPii(TextToMask input, Call call) {
    List<String> words = words(call);
    if (words.isEmpty()) {
      return new MaskedText(input.text(), List.of());
    }
    Pattern anyWord = anyOf(words);
    List<Finding> findings =
        anyWord.matcher(input.text()).results().map(ExampleClient::finding).toList();
    return new MaskedText(anyWord.matcher(input.text()).replaceAll("[word]"), findings);
  }

  /** The list as it is now. */
  List<String> words(Call call) {
    WireRequest request =
        new WireRequest("GET", list, Map.of("user-agent", List.of(agent)), new byte[0]);
    WireResponse response = call.provider().transport().send(request, call);
    if (!response.succeeded()) {
      throw new CallFailedException(ExampleErrors.failure(response));
    }
    String list = new String(response.body(), StandardCharsets.UTF_8);
    return list.lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  private static Pattern anyOf(List<String> words) {
    String alternatives = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile("(?<!\\w)(?:" + alternatives + ")(?!\\w)", Pattern.CASE_INSENSITIVE);
  }

  private static Finding finding(MatchResult match) {
    return new Finding("word", match.start(), match.end());
  }
}
