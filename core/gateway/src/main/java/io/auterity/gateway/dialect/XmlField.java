package io.auterity.gateway.dialect;

import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.XmlAnswer;
import io.auterity.spi.ai.XmlAnswer.XmlDocument;
import io.auterity.spi.ai.XmlAnswer.XmlFault;
import io.auterity.spi.ai.XmlFormat;
import io.auterity.spi.ai.XmlFormat.DocumentTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The field by which a caller of any dialect asks for an answer in named XML elements, and in which
 * it is told what stands in them: {@code {tags: [thinking, answer], documents: [{tag,
 * attributes}]}} asks, {@code {values, documents, faults}} tells. No dialect has one of its own.
 */
public final class XmlField {

  /** Its name. */
  public static final String NAME = "auterity_xml";

  /** Its name where names are those of protocol buffers. */
  public static final String CAMEL = "auterityXml";

  /**
   * Takes it of a body.
   *
   * @param name {@link #NAME} or {@link #CAMEL}
   * @return null where it is absent
   * @throws io.auterity.spi.CallFailedException {@code invalid} or {@code unsupported}
   */
  public static @Nullable XmlFormat take(RequestFields body, String name) {
    RequestFields asked = body.object(name);
    if (asked == null) {
      return null;
    }
    List<String> tags = texts(asked, "tags");
    List<DocumentTag> documents = documents(asked);
    asked.refuseRest();
    try {
      return new XmlFormat(tags, documents);
    } catch (IllegalArgumentException e) {
      throw FieldRefusals.invalid(name, "cannot be asked for: " + e.getMessage());
    }
  }

  private static @Nullable List<DocumentTag> documents(RequestFields asked) {
    List<Json> items = asked.list("documents");
    if (items == null) {
      return null;
    }
    List<DocumentTag> documents = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String path = JsonPath.item(asked.at("documents"), i);
      RequestFields item = RequestFields.of(path, items.get(i));
      String tag = item.requiredText("tag");
      List<String> attributes = texts(item, "attributes");
      item.refuseRest();
      try {
        documents.add(new DocumentTag(tag, attributes));
      } catch (IllegalArgumentException e) {
        throw FieldRefusals.invalid(path, "cannot be asked for: " + e.getMessage());
      }
    }
    return documents;
  }

  private static @Nullable List<String> texts(RequestFields fields, String name) {
    List<Json> items = fields.list(name);
    if (items == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Json item : items) {
      if (!(item instanceof Json.Str(String text))) {
        throw FieldRefusals.wrongType(fields.at(name), "an array of strings", item);
      }
      texts.add(text);
    }
    return texts;
  }

  /**
   * A request that asks for it, if it was there.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} where the answer shall be JSON too
   */
  public static ChatRequest with(@Nullable XmlFormat asked, ChatRequest request) {
    if (asked == null) {
      return request;
    }
    if (request.answerSchema() != null || request.answerFormat() != null) {
      throw FieldRefusals.invalid(NAME, "does not go with another form of the answer");
    }
    return request.withAnswerFormat(AnswerFormat.xml(asked));
  }

  /** What is told in it. */
  public static Json.Obj json(XmlAnswer answer) {
    return Json.EMPTY
        .with("values", texts(answer.values()))
        .with("documents", Json.array(answer.documents().stream().map(XmlField::json).toList()))
        .with("faults", Json.array(answer.faults().stream().map(XmlField::json).toList()));
  }

  private static Json json(XmlDocument document) {
    return Json.EMPTY
        .with("tag", Json.of(document.tag()))
        .with("attributes", texts(document.attributes()))
        .with("text", Json.of(document.text()));
  }

  private static Json json(XmlFault fault) {
    Json.Obj told = Json.EMPTY.with("code", Json.of(fault.code().name().toLowerCase(Locale.ROOT)));
    return (fault.tag() == null ? told : told.with("tag", Json.of(fault.tag())))
        .with("at", Json.of(fault.at()));
  }

  private static Json texts(Map<String, String> texts) {
    Map<String, Json> fields = new LinkedHashMap<>();
    texts.forEach((name, text) -> fields.put(name, Json.of(text)));
    return new Json.Obj(fields);
  }
}
