package io.auterity.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Resources as the YAML that is applied. */
final class ResourceYaml {

  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
              .stringQuotingChecker(new WordsAlone())
              .build());

  /** Leaves the quotes off words only: what reads as a number, a date or a truth is a text here. */
  private static final class WordsAlone extends StringQuotingChecker.Default {

    private static final long serialVersionUID = 1L;
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");

    @Override
    public boolean needToQuoteValue(String value) {
      return !WORD.matcher(value).matches() || super.needToQuoteValue(value);
    }
  }

  /** A document for each. */
  static String of(List<? extends JsonNode> resources) {
    return resources.stream().map(MAPPER::writeValueAsString).collect(Collectors.joining());
  }
}
