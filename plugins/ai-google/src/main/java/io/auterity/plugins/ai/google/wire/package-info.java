/** Requests and replies of Google's models on the wire. */
@NullMarked
package io.auterity.plugins.ai.google.wire;

import org.jspecify.annotations.NullMarked;
