/** The framing of AWS's event streams. */
@NullMarked
package io.auterity.plugins.ai.bedrock.frame;

import org.jspecify.annotations.NullMarked;
