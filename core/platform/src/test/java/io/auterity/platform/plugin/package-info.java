@NullMarked
package io.auterity.platform.plugin;

import org.jspecify.annotations.NullMarked;
