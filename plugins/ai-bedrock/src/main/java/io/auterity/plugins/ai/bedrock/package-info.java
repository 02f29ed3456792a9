/** Models on Amazon Bedrock: codecs in {@code wire}, run over the provider's transport. */
@NullMarked
package io.auterity.plugins.ai.bedrock;

import org.jspecify.annotations.NullMarked;
