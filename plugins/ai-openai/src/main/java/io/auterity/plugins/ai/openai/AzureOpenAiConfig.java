package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.VendorTraits;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The configuration of a provider of an Azure OpenAI resource. */
public record AzureOpenAiConfig(
    @Description("Address of the resource, https://NAME.openai.azure.com")
        @TextForm(format = "uri", pattern = "^https?://")
        String url,
    @Description("Dated version of the API; that without a version (openai/v1) when absent")
        @TextForm(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?$")
        @Nullable String apiVersion,
    @Description(
            "Deployment that text.classify and object.create ask, and embedding.create when its"
                + " input names none")
        @TextForm(least = 1)
        @Nullable String model,
    @Description("Name of the field for the longest answer; older deployments know max_tokens only")
        @Default("max_completion_tokens")
        @TextForm(oneOf = {"max_completion_tokens", "max_tokens"})
        String tokenLimit,
    @Description("Which API answers chats; some models have the Responses API only")
        @Default("chat")
        @TextForm(oneOf = {"chat", "responses"})
        String api) {

  private static final String RESOURCE = "https://NAME.openai.azure.com";

  OpenAiEndpoint endpoint(VendorTraits traits) {
    return new OpenAiEndpoint(
        ofResource(EndpointUrl.read("url", url, RESOURCE)), tokenLimit, traits, apiVersion);
  }

  /** Where the API of a resource lies: in a dated version, or in that which has none. */
  private URI ofResource(URI resource) {
    if (!resource.getPath().equals("/")) {
      throw Refusal.invalid("url", "must be the address of the resource alone, as " + RESOURCE);
    }
    return resource.resolve(apiVersion == null ? "openai/v1/" : "openai/");
  }
}
