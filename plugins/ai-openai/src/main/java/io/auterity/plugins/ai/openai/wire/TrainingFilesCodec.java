package io.auterity.plugins.ai.openai.wire;

import io.auterity.plugins.ai.openai.wire.TrainingFilesCodec.Handed;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.json.ReplyFields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of examples that a vendor has; those of a name are picked from its latest 10,000.
 *
 * @param name of the files, which is asked for as well
 */
public record TrainingFilesCodec(OpenAiEndpoint endpoint, String name)
    implements OpenAiCodec<String, List<Handed>> {

  /**
   * A file that the vendor has.
   *
   * @param created null where the vendor does not tell
   */
  public record Handed(String id, @Nullable Instant created) {

    /** Whether it came later than a job, which is none of it then. */
    public boolean isNewer(@Nullable Instant job) {
      return created != null && job != null && created.isAfter(job);
    }
  }

  @Override
  public WireRequest encode(String asked) {
    if (!endpoint.traits().tuning().pages()) {
      return endpoint.get("files");
    }
    Map<String, String> latest = new LinkedHashMap<>();
    latest.put("purpose", "fine-tune");
    latest.put("limit", "10000");
    latest.put("order", "desc");
    return endpoint.get("files", latest);
  }

  @Override
  public List<Handed> decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    if (!(reply.get("data") instanceof Json.Arr)) {
      throw OpenAiErrors.unreadable("it holds no list of files");
    }
    return ReplyFields.objects(reply, "data").stream()
        .filter(file -> name.equals(file.text("filename")))
        .map(file -> new Handed(TuningForm.id(file), TuningForm.second(file, "created_at")))
        .toList();
  }
}
