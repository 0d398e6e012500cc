// Says before the upload what the server would say after it: a photo of 50 MB takes long to refuse.
"use strict";
const file = document.querySelector("input[type=file][data-most]");
if (file) {
  const said = document.getElementById("too-large");
  const send = file.form.querySelector("button[type=submit]");
  file.addEventListener("change", () => {
    const tooLarge = [...file.files].some((each) => each.size > Number(file.dataset.most));
    said.hidden = !tooLarge;
    send.disabled = tooLarge;
    if (tooLarge) said.scrollIntoView({ block: "center" });
  });
}
