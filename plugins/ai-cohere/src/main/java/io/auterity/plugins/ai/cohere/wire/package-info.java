/** Cohere's API on the wire, version 2: codecs, and the one mapping of its errors. */
@NullMarked
package io.auterity.plugins.ai.cohere.wire;

import org.jspecify.annotations.NullMarked;
