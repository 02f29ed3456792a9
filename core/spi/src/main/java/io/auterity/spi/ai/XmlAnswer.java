package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parsed answer of a model in the elements of its {@link XmlFormat}, as its caller was shown
 * it. It is as it was asked for if, and only if, it has no faults.
 */
public record XmlAnswer(
    @Description("Text of each element that came, by its tag, without the space around it")
        Map<String, String> values,
    @Description("The documents, in the order in which they came") List<XmlDocument> documents,
    @Description("In what it is not as it was asked for; reading ends at the 32nd")
        List<XmlFault> faults) {

  /** A document in an answer. */
  public record XmlDocument(
      String tag,
      @Description("Attributes of its start tag, by name") Map<String, String> attributes,
      @Description("What stands in it, without the line breaks after and before its tags")
          String text) {
    public XmlDocument {
      attributes = ordered(attributes);
    }
  }

  /** Something that is not as it was asked for. */
  public record XmlFault(
      XmlFaultCode code,
      @Description("The element, where it is about one") @Nullable String tag,
      @Description("Where in the answer's text, in UTF-16 characters from its beginning") int at) {}

  /** What can be wrong. The set grows: a switch over it has a default. */
  public enum XmlFaultCode {
    /** An element that must come did not. */
    MISSING,
    /** An element that comes once came again; the first counts. */
    REPEATED,
    /** An element begins and never ends; what stands in it is not told. */
    UNCLOSED,
    /** A start tag of an element cannot be read, or an element begins again within itself. */
    MALFORMED,
    /** A document lacks an attribute that it must have. */
    ATTRIBUTE_MISSING,
    /** Something else than space stands before, between or behind the elements. */
    TEXT_OUTSIDE,
    /** The answer is longer than 8,388,608 characters, or has more than 1,000 documents. */
    TOO_LONG
  }

  public XmlAnswer {
    values = ordered(values);
    documents = List.copyOf(documents);
    faults = List.copyOf(faults);
  }

  private static Map<String, String> ordered(Map<String, String> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
