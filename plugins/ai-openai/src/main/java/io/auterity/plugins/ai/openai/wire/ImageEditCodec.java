package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.Images;
import io.auterity.toolkit.http.MultipartForm;

/** {@code POST images/edits}, a form with files. */
public record ImageEditCodec(OpenAiEndpoint endpoint) implements OpenAiCodec<ImageEdit, Images> {

  @Override
  public WireRequest encode(ImageEdit request) {
    MultipartForm form = new MultipartForm();
    ImageJson.fields(request.model(), request.prompt(), request.style(), request.extra())
        .forEach((name, value) -> FormFields.put(form, name, value));
    String name = request.images().size() == 1 ? "image" : "image[]";
    request.images().forEach(image -> form.file(name, image));
    form.file("mask", request.mask());
    return form.post(endpoint.at("images/edits", request.model()));
  }

  @Override
  public Images decode(WireResponse response) {
    return ImageJson.read(response);
  }
}
