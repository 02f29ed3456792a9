package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.FairShares;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import java.io.ByteArrayOutputStream;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Files that callers left here for their chats: a message names one by its id, and the vendor is
 * told its bytes, as if they had stood in the message. Each caller has its own files only. What is
 * held of them at one time has a bound, for one call and for all.
 */
final class NamedFiles {

  /** Bytes of all files of one call. */
  private static final int LARGEST = 16 * 1024 * 1024;

  private static final int CALLS_OF_THE_LARGEST = 4;

  /** Different files of one call. */
  private static final int MOST = 32;

  private final StorageOwners namers;
  private final FileStore files;

  // Characters of base64, which are held as long as the call; the bytes are only while it is made.
  private final FairShares room = new FairShares(CALLS_OF_THE_LARGEST * base64(LARGEST));

  /**
   * @param namers who may name any
   */
  NamedFiles(StorageOwners namers, FileStore files) {
    this.namers = namers;
    this.files = files;
  }

  /**
   * Makes a call with all that it names.
   *
   * @param call is handed the request with the content of each file in its place; the room for them
   *     is taken until it returns
   * @throws CallFailedException {@code invalid} for a file that is not the caller's, was left for
   *     something else or does not fit where it is named, and for too many; {@code forbidden} for
   *     files of who may make no such call; {@code too_large}; {@code saturated} while calls hold
   *     too much, of which each tenant has a share
   */
  void put(GatewayRequest request, ChatRequest asked, Consumer<ChatRequest> call) {
    Dialect dialect = request.endpoint().dialect();
    List<UUID> mentioned = new ArrayList<>();
    asked
        .messages()
        .forEach(message -> message.parts().forEach(part -> mention(dialect, part, mentioned)));
    if (mentioned.isEmpty()) {
      call.accept(asked);
      return;
    }
    Map<UUID, StoredFile> named = named(request.caller(), new LinkedHashSet<>(mentioned));
    long size = size(mentioned, named);
    UUID tenant = request.caller().scope().tenant();
    if (!room.take(tenant, size)) {
      throw new CallFailedException(
          FailureCode.SATURATED,
          "calls hold too many files just now, of which yours have a share: try again in a moment");
    }
    try {
      call.accept(filled(request, asked, named));
    } finally {
      room.giveBack(tenant, size);
    }
  }

  private ChatRequest filled(
      GatewayRequest request, ChatRequest asked, Map<UUID, StoredFile> named) {
    Dialect dialect = request.endpoint().dialect();
    Map<UUID, Part.File> contents = new HashMap<>();
    named.values().forEach(file -> contents.put(file.id(), content(request, file)));
    UnaryOperator<Part> filled =
        part -> {
          UUID id = dialect.file(part);
          Part.File content = id == null ? null : contents.get(id);
          return content == null ? part : dialect.filled(part, content);
        };
    return asked.withMessages(
        asked.messages().stream().map(message -> with(message, filled)).toList());
  }

  private static void mention(Dialect dialect, Part part, List<UUID> mentioned) {
    if (part instanceof Part.ToolResult result) {
      result.parts().forEach(inside -> mention(dialect, inside, mentioned));
    }
    UUID id = dialect.file(part);
    if (id != null) {
      mentioned.add(id);
    }
  }

  private Map<UUID, StoredFile> named(Authenticated caller, Set<UUID> ids) {
    if (ids.size() > MOST) {
      throw FieldRefusals.invalid(
          "file_id", "names %d files; a request may name %d".formatted(ids.size(), MOST));
    }
    namers.require(caller);
    Map<UUID, StoredFile> found = new HashMap<>();
    files
        .find(caller.scope(), caller.principal().id(), ids)
        .forEach(file -> found.put(file.id(), file));
    ids.forEach(id -> check(id, found.get(id)));
    return found;
  }

  private static void check(UUID id, @Nullable StoredFile file) {
    if (file == null) {
      throw refused(id, "is no file of yours");
    }
    if (!file.purpose().equals(StoredFile.USER_DATA)) {
      throw refused(
          id,
          "was left for %s: upload it with the purpose %s"
              .formatted(file.purpose(), StoredFile.USER_DATA));
    }
  }

  private static CallFailedException refused(UUID id, String why) {
    return FieldRefusals.invalid("file_id", "'%s' %s".formatted(StoredFile.ID.write(id), why));
  }

  /** How much room files take; one that stands in many places is sent as often. */
  private static long size(List<UUID> mentioned, Map<UUID, StoredFile> named) {
    long bytes =
        mentioned.stream().mapToLong(id -> Objects.requireNonNull(named.get(id)).bytes()).sum();
    if (bytes > LARGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the files of the request have %d bytes; they may have %d".formatted(bytes, LARGEST));
    }
    return base64(bytes);
  }

  private static long base64(long bytes) {
    return (bytes + 2) / 3 * 4;
  }

  private static Message with(Message message, UnaryOperator<Part> filled) {
    List<Part> parts =
        message.parts().stream()
            .map(
                part ->
                    part instanceof Part.ToolResult told ? with(told, filled) : filled.apply(part))
            .toList();
    return new Message(message.role(), parts, message.extra());
  }

  private static Part with(Part.ToolResult told, UnaryOperator<Part> filled) {
    return new Part.ToolResult(
        told.id(),
        told.parts().stream().map(part -> (Part.Content) filled.apply(part)).toList(),
        told.error());
  }

  private Part.File content(GatewayRequest request, StoredFile file) {
    ByteArrayOutputStream content = new ByteArrayOutputStream((int) file.bytes());
    for (int number = 0; content.size() < file.bytes(); number++) {
      content.writeBytes(
          files
              .piece(request.caller().scope(), file.id(), number)
              .orElseThrow(() -> refused(file.id(), "was deleted meanwhile")));
    }
    byte[] bytes = content.toByteArray();
    String type = mediaType(file.name(), bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return new Part.File(file.name(), null, type, base64);
  }

  // Uploads tell none that could be relied on.
  private static String mediaType(String name, byte[] bytes) {
    byte[] pdf = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    if (Arrays.mismatch(pdf, bytes) == pdf.length) {
      return "application/pdf";
    }
    String guessed = URLConnection.guessContentTypeFromName(name);
    return guessed != null ? guessed : isText(bytes) ? "text/plain" : "application/octet-stream";
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
