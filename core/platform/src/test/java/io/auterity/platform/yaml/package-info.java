@NullMarked
package io.auterity.platform.yaml;

import org.jspecify.annotations.NullMarked;
