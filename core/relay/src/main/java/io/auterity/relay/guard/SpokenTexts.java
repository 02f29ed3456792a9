package io.auterity.relay.guard;

import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.json.JsonReader;
import io.auterity.relay.field.RecordFields;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import io.auterity.spi.ai.XmlFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is said in a record, of whatever operation, in the order in which it stands there: its
 * texts, those of JSON in it, and those of JSON that stands in a text, as arguments of tools do.
 * Names by which machines find things are gathered apart, as none can be another. Bytes say
 * nothing.
 */
// What comes back as the very object was not changed; to compare it as a value would cost a walk.
@SuppressWarnings("ReferenceEquality")
public final class SpokenTexts {

  /** Of JSON that stands in a text and is read as such. */
  private static final int MOST_VALUES = 1_000_000;

  private static final JsonReader READER = JsonReader.bounded(Integer.MAX_VALUE, MOST_VALUES);

  /** Fields of callers' own, in which each word may mean anything. */
  private static final Set<String> FREE = Set.of("metadata", "labels");

  /** Fields of vendors' own forms that hold a JSON Schema. */
  private static final Set<String> SCHEMAS =
      Set.of(
          "parameters",
          "schema",
          "input_schema",
          "output_schema",
          "parametersJsonSchema",
          "responseSchema",
          "responseJsonSchema",
          "response_schema",
          "response_json_schema");

  /** Components of inputs that hold a JSON Schema. */
  private static final Set<String> OF_ANSWERS = Set.of("answerSchema", "schema");

  private final Record root;
  private final List<Piece> pieces = new ArrayList<>();
  private final Set<Piece> names = new LinkedHashSet<>();
  private final SchemaTexts schemas = new SchemaTexts(this);
  private boolean goesOn;
  private Iterator<String> judged = List.<String>of().iterator();

  private SpokenTexts(Record root) {
    this.root = root;
  }

  /** Gathers them. */
  public static SpokenTexts of(Record said) {
    SpokenTexts texts = new SpokenTexts(said);
    texts.record(said, Place.WORDS, true);
    return texts;
  }

  public List<Piece> pieces() {
    return pieces;
  }

  /** Names by which machines find things, each once. */
  public List<Piece> names() {
    return List.copyOf(names);
  }

  /**
   * Whether any of these is another than stands there.
   *
   * @param texts one for each piece
   */
  public boolean differ(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      if (!texts.get(i).equals(pieces.get(i).text())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The record with other texts in their places; the same record where none is another.
   *
   * @param texts one for each piece
   */
  public Record with(List<String> texts) {
    if (!differ(texts)) {
      return root;
    }
    judged = texts.iterator();
    return record(root, Place.WORDS, false);
  }

  // One walk for both: what is gathered and what is put back stand in the same order.
  private String text(String text, Place place, boolean gather) {
    return text(new Piece(place, text), gather);
  }

  String text(Piece piece, boolean gather) {
    if (gather) {
      pieces.add(goesOn ? new Piece(piece.place(), piece.text(), piece.bare(), true) : piece);
      goesOn = false;
      return piece.text();
    }
    return judged.next();
  }

  /** Notes a name, which stays as it is; null where there is none. */
  void name(@Nullable String name, Place place, boolean gather) {
    if (gather && name != null && !name.isBlank() && !VendorItem.isBytes(name)) {
      names.add(new Piece(place, name, true));
    }
  }

  private @Nullable Object value(@Nullable Object value, Place place, boolean gather) {
    return switch (value) {
      case null -> null;
      case String text -> text(text, place, gather);
      case Json json -> json(json, MaskablePlace.of(place), gather);
      case Part.Text said -> said(said, place, gather);
      case Part.Opaque own -> opaque(own, place, gather);
      case io.auterity.spi.Content bytes -> bytes;
      case Part.Image picture -> picture(picture, place, gather);
      case Part.Audio sound -> {
        name(sound.mediaType(), place, gather);
        yield sound;
      }
      case Part.File file -> file(file, gather);
      case Part.Reasoning thought -> thought(thought, place, gather);
      case Part.CachePoint mark -> cachePoint(mark, place, gather);
      case Part.Citation source -> citation(source, place, gather);
      case Part.ToolCall call -> toolCall(call, gather);
      case Part.Logprobs tokens -> logprobs(tokens, gather);
      case Part.ToolResult result -> record(result, Place.TOLD, gather);
      case Tool tool -> tool(tool, gather);
      case XmlFormat xml -> elements(xml, place, gather);
      case Record record -> record(record, place, gather);
      case List<?> items -> list(items, place, gather);
      case Map<?, ?> map -> map(map, place, gather);
      default -> value;
    };
  }

  private Record record(Record record, Place place, boolean gather) {
    RecordFields fields = RecordFields.of(record);
    @Nullable Object[] values = fields.values(record);
    boolean changed = false;
    for (int i = 0; i < values.length; i++) {
      Object other = component(record, fields.name(i), values[i], place, gather);
      changed |= other != values[i];
      values[i] = other;
    }
    return changed ? with(fields, values) : record;
  }

  // Some of what is masked must be of a certain form, such as the path of a field.
  private static Record with(RecordFields fields, @Nullable Object[] values) {
    try {
      return fields.with(values);
    } catch (IllegalStateException e) {
      Throwable why = e.getCause() == null ? null : e.getCause().getCause();
      if (why instanceof IllegalArgumentException refused) {
        throw new CallFailedException(
            FailureCode.CONTENT_REFUSED,
            "what guardrails have masked cannot go on so: " + refused.getMessage());
      }
      throw e;
    }
  }

  private @Nullable Object component(
      Record of, String name, @Nullable Object value, Place place, boolean gather) {
    if (value instanceof Json schema && OF_ANSWERS.contains(name)) {
      return schemas.walk(schema, place, gather);
    }
    boolean machines = MaskablePlace.NO_WORDS.contains(name) || of instanceof AnswerFormat;
    if (!(value instanceof String text && machines)) {
      return MaskablePlace.BYTES.contains(name) ? value : value(value, place, gather);
    }
    if (name.equals("description")) {
      return text(text, place, gather);
    }
    if (MaskablePlace.isFound(name, text)) {
      name(text, place, gather);
    }
    return text;
  }

  private Part.@Nullable CachePoint cachePoint(
      Part.@Nullable CachePoint mark, Place place, boolean gather) {
    name(mark == null ? null : mark.ttl(), place, gather);
    return mark;
  }

  // They begin and end what the model writes, and are found by that.
  private XmlFormat elements(XmlFormat xml, Place place, boolean gather) {
    Stream.ofNullable(xml.tags()).flatMap(List::stream).forEach(tag -> name(tag, place, gather));
    for (XmlFormat.DocumentTag document :
        Objects.requireNonNullElse(xml.documents(), List.<XmlFormat.DocumentTag>of())) {
      name(document.tag(), place, gather);
      Stream.ofNullable(document.attributes())
          .flatMap(List::stream)
          .forEach(attribute -> name(attribute, place, gather));
    }
    return xml;
  }

  private Part.Text said(Part.Text said, Place place, boolean gather) {
    String text = text(said.text(), place, gather);
    return text.equals(said.text()) ? said : new Part.Text(text);
  }

  // Its address was found by those who are quoted, so it may be told otherwise.
  private Part.Citation citation(Part.Citation source, Place place, boolean gather) {
    String text = text(source.text(), place, gather);
    String url = source.url() == null ? null : text(source.url(), place, gather);
    String title = source.title() == null ? null : text(source.title(), place, gather);
    Map<String, Json.Obj> extra = extra(source.extra(), place, gather);
    return text.equals(source.text())
            && Objects.equals(url, source.url())
            && Objects.equals(title, source.title())
            && extra == source.extra()
        ? source
        : new Part.Citation(text, url, title, extra);
  }

  // Tokens say what the text says, which is judged; of a text that is another now they are gone.
  private static Part logprobs(Part.Logprobs tokens, boolean gather) {
    return gather ? tokens : new Part.Logprobs(List.of());
  }

  // The vendor that signed a thought takes no other back, so one that is changed goes without
  // signature.
  private Part thought(Part.Reasoning thought, Place place, boolean gather) {
    if (thought.text() == null) {
      return thought;
    }
    String text = text(thought.text(), place, gather);
    return text.equals(thought.text()) ? thought : new Part.Reasoning(text, null, null);
  }

  // A document that is text says what it says, as one that was pasted would, however it is read.
  // What stands beside its bytes, such as a title, goes to the model as well.
  private Part file(Part.File file, boolean gather) {
    String name = file.name() == null ? null : text(file.name(), Place.TOLD, gather);
    name(file.url(), Place.TOLD, gather);
    name(file.mediaType(), Place.TOLD, gather);
    Part.File other = file;
    for (String plain : DocumentText.texts(file)) {
      String text = text(plain, Place.TOLD, gather);
      if (other == file && !text.equals(plain)) {
        other = DocumentText.of(file, text);
      }
    }
    Map<String, Json.Obj> extra = extra(file.extra(), Place.TOLD, gather);
    return other == file && Objects.equals(name, file.name()) && extra == file.extra()
        ? file
        : new Part.File(name, other.url(), other.mediaType(), other.base64(), extra);
  }

  // The bytes are none; what was added may be sent instead of both.
  private Part picture(Part.Image picture, Place place, boolean gather) {
    name(picture.url(), place, gather);
    name(picture.mediaType(), place, gather);
    Map<String, Json.Obj> extra = extra(picture.extra(), place, gather);
    return extra == picture.extra()
        ? picture
        : new Part.Image(picture.url(), picture.mediaType(), picture.base64(), extra);
  }

  private Part toolCall(Part.ToolCall call, boolean gather) {
    name(call.id(), Place.TOOL, gather);
    name(call.name(), Place.TOOL, gather);
    String arguments = structured(call.arguments(), MaskablePlace.of(Place.TOOL), gather);
    Map<String, Json.Obj> extra = extra(call.extra(), Place.TOOL, gather);
    return arguments.equals(call.arguments()) && extra == call.extra()
        ? call
        : new Part.ToolCall(call.id(), call.name(), arguments, extra);
  }

  // Fields of the dialects' own, which a vendor may be sent in the place of all else.
  private @Nullable Map<String, Json.Obj> extra(
      @Nullable Map<String, Json.Obj> extra, Place place, boolean gather) {
    if (extra == null) {
      return null;
    }
    Map<String, Json.Obj> others = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Json.Obj> own : extra.entrySet()) {
      Json.Obj other = (Json.Obj) json(own.getValue(), MaskablePlace.vendor(place), gather);
      changed |= other != own.getValue();
      others.put(own.getKey(), other);
    }
    return changed ? others : extra;
  }

  private Tool tool(Tool tool, boolean gather) {
    name(tool.name(), Place.OFFERED, gather);
    String description =
        tool.description() == null ? null : text(tool.description(), Place.OFFERED, gather);
    Json.Obj parameters = (Json.Obj) schemas.walk(tool.parameters(), Place.OFFERED, gather);
    Map<String, Json.Obj> extra = extra(tool.extra(), Place.OFFERED, gather);
    cachePoint(tool.cachePoint(), Place.OFFERED, gather);
    return Objects.equals(description, tool.description())
            && parameters == tool.parameters()
            && extra == tool.extra()
        ? tool
        : new Tool(
            tool.name(),
            description,
            parameters,
            extra,
            tool.cachePoint(),
            tool.strict(),
            tool.dialect());
  }

  // Texts that follow each other are read as one; one of which all went to those before is gone.
  private List<?> list(List<?> items, Place place, boolean gather) {
    List<@Nullable Object> others = new ArrayList<>(items.size());
    boolean changed = false;
    boolean said = false;
    for (Object item : items) {
      goesOn = said && gather;
      Object other = value(item, place, gather);
      goesOn = false;
      said = isText(item) || (said && item instanceof Part.CachePoint);
      changed |= other != item;
      if (other == item || !(other instanceof Part.Text(String text) && text.isEmpty())) {
        others.add(other);
      }
    }
    return changed ? others : items;
  }

  private static boolean isText(@Nullable Object item) {
    return item instanceof Part.Text
        || (item instanceof Part.Opaque own
            && own.value() instanceof Json.Obj value
            && value.text("text") != null);
  }

  private Map<?, ?> map(Map<?, ?> map, Place place, boolean gather) {
    Map<Object, @Nullable Object> others = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object value = entry.getValue();
      if (!(value instanceof Json)) {
        name(String.valueOf(entry.getKey()), place, gather);
      }
      Object other = value(value, place, gather);
      changed |= other != value;
      others.put(entry.getKey(), other);
    }
    return changed ? others : map;
  }

  // What only its vendor understands: whatever is no name for a machine may be words.
  private Part opaque(Part.Opaque own, Place place, boolean gather) {
    boolean tool = place != Place.WORDS && place != Place.HOSTED;
    MaskablePlace maskablePlace = tool ? MaskablePlace.vendor(place) : VendorItem.spot(own.value());
    Json other = json(own.value(), maskablePlace, gather);
    return other == own.value() ? own : new Part.Opaque(own.dialect(), other);
  }

  Json json(Json value, MaskablePlace maskablePlace, boolean gather) {
    return switch (value) {
      case Json.Str(String text) -> {
        String other = structured(text, maskablePlace, gather);
        yield other.equals(text) ? value : Json.of(other);
      }
      case Json.Int number when maskablePlace.typed() -> {
        name(number.toString(), maskablePlace.place(), gather);
        yield number;
      }
      case Json.Int number -> number(number, maskablePlace.place(), gather);
      case Json.Dec number -> number;
      case Json.Arr(List<Json> items) -> {
        List<Json> others = new ArrayList<>(items.size());
        items.forEach(item -> others.add(json(item, maskablePlace, gather)));
        yield unchanged(items, others) ? value : Json.array(others);
      }
      case Json.Obj object when maskablePlace.vendors() -> vendor(object, maskablePlace, gather);
      case Json.Obj object -> object(object, maskablePlace, gather);
      case Json.Bool bool -> bool;
      case Json.Null none -> none;
    };
  }

  // What stands there may be read as it stands, and the documents in it as what they decode to. A
  // document that changed goes out instead of both; so does none of its type's words, if they did.
  private Json.Obj vendor(Json.Obj object, MaskablePlace maskablePlace, boolean gather) {
    List<VendorItem.Document> documents = VendorItem.documents(object);
    List<Part.File> decoded =
        documents.stream().map(document -> (Part.File) file(document.file(), gather)).toList();
    Json.Obj read = object(object, maskablePlace, gather);
    Json.Obj other = read;
    for (int i = 0; i < decoded.size(); i++) {
      VendorItem.Document document = documents.get(i);
      Part.File file = decoded.get(i);
      if (file != document.file()) {
        boolean same = Objects.equals(read.text(document.field()), object.text(document.field()));
        other = document.with(other, same ? file : DocumentText.untyped(file));
      }
    }
    return other;
  }

  private Json.Obj object(Json.Obj object, MaskablePlace maskablePlace, boolean gather) {
    Map<String, Json> others = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Json> field : object.fields().entrySet()) {
      String name = field.getKey();
      Json other = field(name, field.getValue(), object, maskablePlace, gather);
      changed |= other != field.getValue();
      if (maskablePlace.names()) {
        name = text(new Piece(maskablePlace.place(), field.getKey(), true), gather);
        changed |= !name.equals(field.getKey());
      } else if (maskablePlace.isFree() || !MaskablePlace.isPlain(name)) {
        name(name, maskablePlace.place(), gather);
      }
      others.put(name, other);
    }
    return changed ? Json.object(others) : object;
  }

  private Json field(
      String name, Json value, Json.Obj object, MaskablePlace maskablePlace, boolean gather) {
    if (value instanceof Json.Obj schema && !maskablePlace.names() && SCHEMAS.contains(name)) {
      return schemas.walk(schema, maskablePlace.place(), gather);
    }
    if (value instanceof Json.Str(String text)
        && MaskablePlace.namesTool(name, object, maskablePlace.place())) {
      name(text, maskablePlace.place(), gather);
      return value;
    }
    boolean nested = value instanceof Json.Obj || value instanceof Json.Arr;
    if (nested ? !maskablePlace.isSealed(name) : maskablePlace.reads(name, object)) {
      return json(value, FREE.contains(name) ? maskablePlace.free() : maskablePlace, gather);
    }
    if (value instanceof Json.Str(String text) && MaskablePlace.isFound(name, text)) {
      name(text, maskablePlace.place(), gather);
    }
    return value;
  }

  // A number may be that of a card; one that is replaced is a text from then on.
  private Json number(Json.Int number, Place place, boolean gather) {
    String written = number.toString();
    String text = text(new Piece(place, written, true), gather);
    return text.equals(written) ? number : Json.of(text);
  }

  private static boolean unchanged(List<Json> items, List<Json> others) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  // Text that is JSON itself is looked at as what it says: written in JSON, words have marks.
  private String structured(String text, MaskablePlace maskablePlace, boolean gather) {
    String body = text.strip();
    if (body.isEmpty() || "{[\"".indexOf(body.charAt(0)) < 0) {
      return text(text, maskablePlace.place(), gather);
    }
    if (!isJson(body)) {
      // Another reader may be able to.
      String plain = Escapes.undone(text);
      String other = text(plain, maskablePlace.place(), gather);
      return other.equals(plain) ? text : other;
    }
    return WrittenJson.replaced(
        text,
        (said, name, number) ->
            name || number
                ? text(new Piece(maskablePlace.place(), said, true), gather)
                : structured(said, maskablePlace.written(), gather));
  }

  // Read without being made; of one with too many values each word is looked at as it stands.
  private static boolean isJson(String text) {
    try {
      return READER.read(
          text.getBytes(StandardCharsets.UTF_8),
          parser -> {
            parser.skipChildren();
            return true;
          });
    } catch (CallFailedException e) {
      return false;
    }
  }
}
