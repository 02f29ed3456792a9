package io.auterity.cli;

import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Resources and other values as YAML, a document for each. */
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

  /** The documents of a file; none for an empty one. */
  static List<JsonNode> read(Path file) {
    try (MappingIterator<JsonNode> documents =
        MAPPER.readerFor(JsonNode.class).readValues(InputFile.bytes(file))) {
      return documents.readAll();
    } catch (JacksonException e) {
      throw CliException.badInput(
          "%s: is not YAML: %s"
              .formatted(file, e.getOriginalMessage().strip().replaceAll("\\s+", " ")));
    }
  }

  /** A document for each. */
  static String of(List<? extends JsonNode> resources) {
    return resources.stream().map(MAPPER::writeValueAsString).collect(Collectors.joining());
  }
}
