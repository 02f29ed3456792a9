package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;

/** The form in which a vendor of the dialect takes the bytes of a file in a message. */
public enum FilePieceForm {
  /** As OpenAI: with its name. */
  FILE {
    @Override
    Json of(Json.Obj file, String place) {
      return ChatJson.typed(NAME, file);
    }
  },

  /** By an address, in which the bytes stand, as Mistral. */
  DOCUMENT_URL {
    @Override
    Json of(Json.Obj file, String place) {
      if (file.text("file_data") == null) {
        throw Refusal.of(
            FailureCode.UNSUPPORTED,
            place,
            place
                + " is a file by its id, which this vendor does not know: send its bytes, or ask"
                + " the provider that stored it");
      }
      return ChatJson.typed("document_url", Json.of(ReplyFields.text(file, "file_data")))
          .with("document_name", Json.of(ReplyFields.text(file, "filename")));
    }
  },

  /** Not at all: another vendor may take it, so that the call can go there. */
  NONE {
    @Override
    Json of(Json.Obj file, String place) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          place,
          place
              + " is a file, and chats of this vendor take none: send its words, or ask a provider"
              + " that reads files, such as anthropic, gemini or openai");
    }
  };

  private static final String NAME = "file";

  abstract Json of(Json.Obj file, String place);

  /** A conversation of the dialect, with its files in that form. */
  Json in(Json messages) {
    if (this == FILE || !(messages instanceof Json.Arr(List<Json> all))) {
      return messages;
    }
    List<Json> formed = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      formed.add(message((Json.Obj) all.get(i), "messages[%d]".formatted(i)));
    }
    return Json.array(formed);
  }

  private Json message(Json.Obj message, String place) {
    if (!(message.get("content") instanceof Json.Arr(List<Json> pieces))) {
      return message;
    }
    List<Json> formed = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      Json.Obj piece = (Json.Obj) pieces.get(i);
      formed.add(
          NAME.equals(piece.text("type")) && piece.get(NAME) instanceof Json.Obj file
              ? of(file, "%s.parts[%d]".formatted(place, i))
              : piece);
    }
    return message.with("content", Json.array(formed));
  }
}
