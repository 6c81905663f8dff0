// Pictures of what a network holds and sees, as bytes to be saved or as text for the terminal.
#pragma once

#include <string>
#include <vector>

#include "data/image.h"

namespace seven {

// Images of one size side by side, `columns` a row, with `gap` white pixels around each. Throws Error if there is none,
// or if they differ in shape.
Image contact_sheet(const std::vector<Image>& images, Index columns, Index gap);

// The kernels w (K, C, R, S) of a first layer, each in its own range of brightness, every weight a square of `scale`
// pixels: zero is mid-grey. Three channels are shown in colour; of any other number the first one, in grey.
Image filters_picture(const float* w, Index K, Index C, Index R, Index S, Index scale);

enum class TerminalColours { off, on };

// Whether pictures on standard output are shown in colour: on a terminal, unless NO_COLOR is set.
TerminalColours stdout_colours();

// The picture as lines of text, `columns` characters wide. With colours, each character is an upper half block with
// 24-bit colours for its two pixels; without, a letter of about the right brightness. A narrower picture keeps its own
// width.
std::string terminal_picture(const Image& image, Index columns, TerminalColours colours = TerminalColours::on);

}  // namespace seven
