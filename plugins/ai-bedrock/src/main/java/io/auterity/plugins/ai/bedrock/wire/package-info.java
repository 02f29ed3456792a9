/** Bedrock's requests, replies, streams and errors, to and from the canonical records. */
@NullMarked
package io.auterity.plugins.ai.bedrock.wire;

import org.jspecify.annotations.NullMarked;
