package io.auterity.plugins.ai.cohere;

import io.auterity.plugins.ai.cohere.wire.CohereEndpoint;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.http.EndpointUrl;
import org.jspecify.annotations.Nullable;

/** The configuration of a Cohere provider. */
public record CohereConfig(
    @Description("Address of the endpoint, without the version")
        @Default(CohereConfig.URL)
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description("Model that text.classify and object.create ask") @TextForm(least = 1)
        @Nullable String model,
    @Description("Model of embedding.create when its input names none") @TextForm(least = 1)
        @Nullable String embeddingModel,
    @Description("Model of document.rerank when its input names none") @TextForm(least = 1)
        @Nullable String rerankModel,
    @Description("Model of transcription.create when its input names none") @TextForm(least = 1)
        @Nullable String transcriptionModel,
    @Description(
            "Language that is spoken, by ISO 639-1, when an input names none; the vendor finds none"
                + " out")
        @TextForm(pattern = "^[a-z]{2}$")
        @Nullable String language,
    @Description("What embeddings are made for; vectors of a query and of what it looks for differ")
        @Default("search_document")
        @TextForm(oneOf = {"search_document", "search_query", "classification", "clustering"})
        String inputType,
    @Description(
            "What the vendor cuts from a text that is too long for an embedding; NONE refuses it")
        @Default("NONE")
        @TextForm(oneOf = {"NONE", "START", "END"})
        String truncate) {

  static final String URL = "https://api.cohere.com";

  CohereEndpoint endpoint() {
    return new CohereEndpoint(EndpointUrl.read("url", url, URL), inputType, truncate);
  }
}
