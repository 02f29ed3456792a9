package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.file.FileStore;
import io.auterity.gateway.file.KeptFile;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.id.WireId;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Files that callers left here for their chats: a message names one by its id, and the vendor is
 * told its bytes, as if they had stood in the message. Each caller has its own files only. What is
 * held of them at one time has a bound, for one call and for all.
 */
final class NamedFiles {

  /** Bytes of all files of one call. */
  private static final int LARGEST = 16 * 1024 * 1024;

  private static final int CALLS_OF_THE_LARGEST = 4;
  private static final int KIB = 1024;

  private final FileStore files;
  private final Semaphore room = new Semaphore(CALLS_OF_THE_LARGEST * LARGEST / KIB);

  NamedFiles(FileStore files) {
    this.files = files;
  }

  /**
   * Makes a call with all that it names.
   *
   * @param call is handed the request with the content of each file in its place; the room for them
   *     is taken until it returns
   * @throws CallFailedException {@code invalid} for a file that is not the caller's or was left for
   *     something else, {@code too_large}, {@code saturated} while others hold too many
   */
  void put(GatewayRequest request, ChatRequest asked, Consumer<ChatRequest> call) {
    Dialect dialect = request.endpoint().dialect();
    List<KeptFile> named = new ArrayList<>();
    for (Message message : asked.messages()) {
      message.parts().forEach(part -> find(request.caller(), dialect, part, named));
    }
    if (named.isEmpty()) {
      call.accept(asked);
      return;
    }
    int size = size(named);
    if (!room.tryAcquire(size)) {
      throw new CallFailedException(
          FailureCode.SATURATED, "other calls hold too many files just now: try again in a moment");
    }
    try {
      Map<UUID, Part> contents = new HashMap<>();
      named.forEach(file -> contents.computeIfAbsent(file.id(), _ -> content(request, file)));
      UnaryOperator<Part> filled =
          part -> {
            UUID id = dialect.file(part);
            return id == null ? part : contents.getOrDefault(id, part);
          };
      call.accept(
          asked.withMessages(
              asked.messages().stream().map(message -> with(message, filled)).toList()));
    } finally {
      room.release(size);
    }
  }

  private void find(Authenticated caller, Dialect dialect, Part part, List<KeptFile> named) {
    if (part instanceof Part.ToolResult result) {
      result.parts().forEach(inside -> find(caller, dialect, inside, named));
    }
    UUID id = dialect.file(part);
    if (id != null) {
      named.add(file(caller, id));
    }
  }

  private KeptFile file(Authenticated caller, UUID id) {
    KeptFile file =
        files
            .find(caller.scope(), caller.principal().id(), id)
            .orElseThrow(() -> refused(id, "is no file of yours"));
    if (!file.purpose().equals(KeptFile.USER_DATA)) {
      throw refused(
          id,
          "was left for %s: upload it with the purpose %s"
              .formatted(file.purpose(), KeptFile.USER_DATA));
    }
    return file;
  }

  private static CallFailedException refused(UUID id, String why) {
    return FieldRefusals.invalid("file_id", "'%s' %s".formatted(WireId.FILE.write(id), why));
  }

  /** How much room files take, in KiB. */
  private static int size(List<KeptFile> named) {
    long bytes = named.stream().mapToLong(KeptFile::bytes).sum();
    if (bytes > LARGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "the files of the request have %d bytes; they may have %d".formatted(bytes, LARGEST));
    }
    return (int) (bytes / KIB) + 1;
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

  private Part.File content(GatewayRequest request, KeptFile file) {
    ByteArrayOutputStream content = new ByteArrayOutputStream((int) file.bytes());
    for (int number = 0; content.size() < file.bytes(); number++) {
      content.writeBytes(
          files
              .piece(request.caller().scope(), file.id(), number)
              .orElseThrow(() -> refused(file.id(), "was deleted meanwhile")));
    }
    byte[] bytes = content.toByteArray();
    return new Part.File(
        file.name(),
        null,
        mediaType(file.name(), bytes),
        Base64.getEncoder().encodeToString(bytes));
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
