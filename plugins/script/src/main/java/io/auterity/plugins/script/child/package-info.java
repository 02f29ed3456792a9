/** What the process of scripts runs; it has nothing but the JDK and GraalJS beside it. */
@NullMarked
package io.auterity.plugins.script.child;

import org.jspecify.annotations.NullMarked;
